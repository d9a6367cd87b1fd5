import type { CurveLinesProps } from './CurveLines'
import { useCross } from './curveView'
import type { Scale } from './scale'
import { type CurveMark, pointAt, type Series } from './series'

export interface CurveOverlayProps
  extends Pick<CurveLinesProps, 'width' | 'height' | 'margin' | 'series' | 'range' | 'scale' | 'yText'> {
  readonly marks: readonly CurveMark[]
  /** The last step that was done; what comes behind it is hatched. */
  readonly newest: number
  readonly isHatched: boolean
  /** The stretch that is being drawn with the pointer, in steps. */
  readonly drawn: readonly [number, number] | undefined
  readonly comingText: string
  stepText(step: number): string
}

/** What lies over the lines: the time to come, marks, the crosshair with its figures. It moves with the pointer; the lines stay as they are. */
export const CurveOverlay = (props: CurveOverlayProps) => {
  const { width, height, margin, series, range, scale, marks, newest, isHatched, drawn, comingText, yText } = props
  const plot = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom }
  const x = (step: number) => margin.left + ((step - range[0]) / (range[1] - range[0])) * plot.width
  const now = Math.max(margin.left, x(newest))
  const right = margin.left + plot.width
  const inSight = marks.filter(({ step }) => step >= range[0] && step <= range[1])
  return (
    <div className="curve-overlay" aria-hidden="true">
      {isHatched && now < right - 1 && (
        <div className="curve-coming" style={{ left: now, width: right - now, top: margin.top, height: plot.height }}>
          {right - now > 90 && <span>{comingText}</span>}
        </div>
      )}
      {drawn && (
        <div
          className="curve-drawn"
          style={{
            left: x(Math.min(...drawn)),
            width: Math.abs(x(drawn[1]) - x(drawn[0])),
            top: margin.top,
            height: plot.height,
          }}
        />
      )}
      {beyond(series, range, scale).map(({ line, point }) => (
        <span
          key={line.id}
          className="curve-beyond"
          style={{
            color: line.colour,
            top: margin.top,
            ...(x(point.x) > margin.left + plot.width / 2 ? { right: width - x(point.x) } : { left: x(point.x) }),
          }}
        >
          ↑ {yText(point.y)}
        </span>
      ))}
      {inSight.map(({ id, flag, step, label }) => (
        <div key={id} className="curve-mark" style={{ left: x(step), top: margin.top, height: plot.height }}>
          <b title={label}>{flag}</b>
        </div>
      ))}
      <Crosshair {...props} x={x} />
    </div>
  )
}

/** The greatest value of each line that the axis leaves out: a line that goes through the ceiling says how far. */
function beyond(series: readonly Series[], [from, to]: readonly [number, number], { domain }: Scale) {
  return series
    .filter(({ isFaint }) => !isFaint)
    .flatMap((line) => {
      let found: { readonly x: number; readonly y: number } | undefined
      for (const { x, y } of line.points)
        if (y !== null && x >= from && x <= to && y > domain[1] && y > (found?.y ?? Number.NEGATIVE_INFINITY))
          found = { x, y }
      return found ? [{ line, point: found }] : []
    })
}

const Crosshair = ({
  series,
  range,
  scale,
  margin,
  width,
  height,
  yText,
  stepText,
  x,
}: CurveOverlayProps & { x(step: number): number }) => {
  const step = useCross()
  if (step === undefined || step < range[0] || step > range[1]) return null
  const plotHeight = height - margin.top - margin.bottom
  const found = series
    .filter(({ isFaint }) => !isFaint)
    .flatMap((line) => {
      const point = pointAt(line.points, step)
      return point && point.y !== null ? [{ line, y: point.y }] : []
    })
  const left = x(step)
  const isRight = left > margin.left + (width - margin.left) * 0.55
  return (
    <>
      <div className="curve-cross" style={{ left, top: margin.top, height: plotHeight }}>
        {found.map(({ line, y }) => (
          <i
            key={line.id}
            style={{
              top: (1 - scale.part(y)) * plotHeight,
              ...(line.isDashed
                ? { background: 'var(--panel)', borderColor: line.colour }
                : { background: line.colour, borderColor: line.colour }),
            }}
          />
        ))}
      </div>
      <div
        className="curve-tip"
        style={{ top: margin.top + 24, ...(isRight ? { right: width - left + 10 } : { left: left + 10 }) }}
      >
        <span className="curve-tip-step">{stepText(step)}</span>
        {found.map(({ line, y }) => (
          <div key={line.id}>
            <span className="cut">{line.label}</span>
            <b>{yText(y)}</b>
          </div>
        ))}
      </div>
    </>
  )
}
