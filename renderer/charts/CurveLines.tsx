import { memo } from 'react'
import { CartesianGrid, LineChart, XAxis, YAxis } from 'recharts'
import { CurvePaths } from './CurvePaths'
import type { Scale } from './scale'
import type { Series } from './series'

export interface CurveLinesProps {
  readonly width: number
  readonly height: number
  readonly margin: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number }
  readonly series: readonly Series[]
  readonly range: readonly [number, number]
  readonly xTicks: readonly number[]
  readonly scale: Scale
  xText(step: number): string
  yText(value: number): string
}

/** Axes and lines. Nothing in it moves with the pointer, so it is drawn only when there is something new. */
export const CurveLines = memo((props: CurveLinesProps) => (
  <>
    <CurveAxes {...props} />
    <CurvePaths {...props} />
  </>
))

type CurveAxesProps = Omit<CurveLinesProps, 'series'>

/** The axes and the grid, by recharts: drawn anew where they change, which new points alone seldom make them do. */
const CurveAxes = memo(
  ({ width, height, margin, range, xTicks, scale, xText, yText }: CurveAxesProps) => (
    <LineChart
      width={width}
      height={height}
      margin={{ top: margin.top, right: margin.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
      tabIndex={-1}
    >
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        type="number"
        dataKey="x"
        domain={[range[0], range[1]]}
        ticks={[...xTicks]}
        interval={0}
        allowDataOverflow
        height={margin.bottom}
        tickLine={false}
        axisLine={false}
        tickMargin={6}
        tick={({ x, y, payload }) => <Tick at={[Number(x), Number(y)]} anchor="middle" text={xText(payload.value)} />}
      />
      <YAxis
        type="number"
        width={margin.left}
        scale={scale.isLog ? 'log' : 'linear'}
        domain={[scale.domain[0], scale.domain[1]]}
        ticks={[...scale.ticks]}
        interval={0}
        allowDataOverflow
        tickLine={false}
        axisLine={false}
        tickMargin={6}
        tick={({ x, y, payload }) => <Tick at={[Number(x), Number(y)]} anchor="end" text={yText(payload.value)} />}
      />
    </LineChart>
  ),
  (before, now) =>
    before.width === now.width &&
    before.height === now.height &&
    before.xText === now.xText &&
    before.yText === now.yText &&
    before.scale.isLog === now.scale.isLog &&
    isSame(before.range, now.range) &&
    isSame(before.xTicks, now.xTicks) &&
    isSame(before.scale.domain, now.scale.domain) &&
    isSame(before.scale.ticks, now.scale.ticks),
)

const isSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, k) => value === b[k])

/** A number of an axis. Our own, for recharts' measures each one in a hidden element before it draws it. */
const Tick = ({
  at: [x, y],
  anchor,
  text,
}: {
  at: readonly [number, number]
  anchor: 'middle' | 'end'
  text: string
}) => (
  <text x={x} y={y + (anchor === 'end' ? 4 : 10)} textAnchor={anchor}>
    {text}
  </text>
)
