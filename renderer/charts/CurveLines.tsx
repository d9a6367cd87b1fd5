import { memo } from 'react'
import { CartesianGrid, Line, LineChart, XAxis, YAxis } from 'recharts'
import type { Scale } from './scale'
import { type Series, within } from './series'

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

/** Axes and lines, by recharts. Nothing in it moves with the pointer, so it is drawn only when there is something new. */
export const CurveLines = memo(
  ({ width, height, margin, series, range, xTicks, scale, xText, yText }: CurveLinesProps) => (
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
      {series.map(({ id, colour, isDashed, isFaint, points }) => (
        <Line
          key={id}
          data={within(points, range).map(({ x, y }) => ({ x, y: scale.isLog && y !== null && y <= 0 ? null : y }))}
          dataKey="y"
          stroke={colour}
          strokeWidth={isFaint ? 1 : 1.75}
          strokeOpacity={isFaint ? 0.35 : 1}
          {...(isDashed && { strokeDasharray: '5 4' })}
          dot={isDashed && points.length === 1 ? { r: 2 } : false}
          activeDot={false}
          connectNulls={isDashed ?? false}
          isAnimationActive={false}
        />
      ))}
    </LineChart>
  ),
)

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
