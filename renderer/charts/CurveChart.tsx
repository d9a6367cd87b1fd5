import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { linearTicks } from '../../shared/curves/ticks'
import { CurveLines } from './CurveLines'
import { CurveOverlay } from './CurveOverlay'
import { CurveTable } from './CurveTable'
import { shownRange, useCurveRange, useCurveView, useIsLive, zoomed } from './curveView'
import { scaleFor } from './scale'
import { type CurveMark, extent, lastKnown, type Series, withoutOutliers } from './series'
import { useSize } from './useSize'
import './charts.css'

export interface CurveChartProps {
  readonly title: string
  readonly series: readonly Series[]
  /** The first step and the last that there will be. */
  readonly whole: readonly [number, number]
  readonly newest: number
  readonly stepsPerEpoch: number
  readonly isLog?: boolean
  /** Where the vertical axis ends at most. */
  readonly bounds?: readonly [number, number]
  readonly marks?: readonly CurveMark[]
  readonly isHatched?: boolean
  /** Whether lines are named above; a page may name them elsewhere. */
  readonly hasKey?: boolean
  /** In place of the title, which stays its name. */
  readonly head?: ReactNode
  /** At the right of the key. */
  readonly tools?: ReactNode
  /** On the axis; as `yText` where it is left out. */
  axisText?(value: number): string
  yText(value: number): string
}

const margin = { top: 8, right: 16, bottom: 22, left: 44 }

/**
 * Curves over the steps of a run. Drag to zoom, drag with Shift or scroll sideways to move, Ctrl and the wheel to zoom at the pointer, double-click for all;
 * with keys: arrows move the crosshair (Shift: the view), + and - zoom, 0 shows all. Every chart below one `CurveViewContext` goes along.
 */
export const CurveChart = (props: CurveChartProps) => {
  const {
    title,
    series,
    whole,
    newest,
    stepsPerEpoch,
    isLog = false,
    bounds,
    marks = noMarks,
    isHatched,
    hasKey = true,
    head,
    tools,
    yText,
    axisText,
  } = props
  const { t } = useTranslation('charts')
  const view = useCurveView()
  const wanted = useCurveRange()
  const isLive = useIsLive()
  const [from, to] = shownRange({ range: wanted, isLive }, whole, newest)
  const range = useMemo((): readonly [number, number] => [from, to], [from, to])
  const place = useRef<HTMLDivElement>(null)
  const size = useSize(place)
  const names = useId()
  const [drawn, setDrawn] = useState<readonly [number, number]>()
  const drag = useRef<{ kind: 'zoom' | 'pan'; from: number; range: readonly [number, number] }>(undefined)

  const scale = useMemo(
    () =>
      scaleFor({
        isLog,
        extent: shownExtent(series, range, isLog, bounds !== undefined),
        bounds,
        mostTicks: Math.max(2, Math.floor((size?.height ?? 200) / 42)),
      }),
    [isLog, series, range, bounds, size?.height],
  )
  const xTicks = useMemo(() => {
    const most = Math.max(2, Math.floor(((size?.width ?? 300) - margin.left - margin.right) / 56))
    return linearTicks(from / stepsPerEpoch, to / stepsPerEpoch, most).map((epoch) => epoch * stepsPerEpoch)
  }, [from, to, stepsPerEpoch, size?.width])
  const xText = useMemo(
    () => (step: number) => Number((step / stepsPerEpoch).toPrecision(4)).toString(),
    [stepsPerEpoch],
  )
  const stepText = (step: number) =>
    t('epochStep', { epoch: Math.floor((step - 1e-9) / stepsPerEpoch) + 1, step: Math.round(step) })

  const stepAt = (clientX: number): number => {
    const box = place.current?.getBoundingClientRect()
    const width = (box?.width ?? 1) - margin.left - margin.right
    const part = (clientX - (box?.left ?? 0) - margin.left) / width
    return from + Math.min(1, Math.max(0, part)) * (to - from)
  }
  const letGo = (next: readonly [number, number] | undefined) =>
    view.setState({ range: next, isLive: next === undefined })
  const pan = (by: number) => {
    if (!wanted) return
    const begin = Math.min(Math.max(from + by, whole[0]), whole[1] - (to - from))
    letGo([begin, begin + (to - from)])
  }
  const zoom = (about: number, factor: number) => letGo(zoomed(range, whole, about, factor))

  const newestWheel = useRef<(event: WheelEvent) => void>(undefined)
  newestWheel.current = (event) => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      zoom(stepAt(event.clientX), event.deltaY > 0 ? 1.25 : 0.8)
    } else if (event.deltaX !== 0 || event.shiftKey) {
      event.preventDefault()
      pan((((event.deltaX || event.deltaY) / (size?.width ?? 300)) * (to - from)) | 0)
    }
  }
  useEffect(() => {
    const element = place.current
    if (!element) return
    const wheel = (event: WheelEvent) => newestWheel.current?.(event)
    // React's own listener is passive and could not keep the page from scrolling.
    element.addEventListener('wheel', wheel, { passive: false })
    return () => element.removeEventListener('wheel', wheel)
  }, [])

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { kind: event.shiftKey && wanted ? 'pan' : 'zoom', from: stepAt(event.clientX), range }
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const step = stepAt(event.clientX)
    view.setState({ cross: step })
    const now = drag.current
    if (now?.kind === 'zoom') setDrawn([now.from, step])
    else if (now) pan(now.from - step)
  }
  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    const now = drag.current
    drag.current = undefined
    setDrawn(undefined)
    if (now?.kind !== 'zoom') return
    const step = stepAt(event.clientX)
    const [least, most] = [Math.min(now.from, step), Math.max(now.from, step)]
    // A click is no stretch.
    if ((most - least) / (to - from) > 0.02) letGo([least, Math.max(most, least + 4)])
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const cross = view.getState().cross ?? newest
    const one = (to - from) / Math.max(20, (size?.width ?? 300) / 8)
    const move = (step: number) => view.setState({ cross: Math.min(to, Math.max(from, step)) })
    switch (event.key) {
      case 'ArrowLeft':
        event.shiftKey ? pan((from - to) / 5) : move(cross - one)
        break
      case 'ArrowRight':
        event.shiftKey ? pan((to - from) / 5) : move(cross + one)
        break
      case 'Home':
        move(from)
        break
      case 'End':
        move(newest)
        break
      case '+':
      case '=':
        zoom(cross, 0.6)
        break
      case '-':
        zoom(cross, 1.6)
        break
      case '0':
        letGo(undefined)
        break
      case 'Escape':
        if (view.getState().cross === undefined) return
        view.setState({ cross: undefined })
        break
      default:
        return
    }
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <figure className="curve-chart" aria-labelledby={names}>
      <figcaption className="curve-head">
        <h2 id={names} className={head ? 'visually-hidden' : ''}>
          {title}
        </h2>
        {head && <div className="curve-title">{head}</div>}
        {hasKey ? <Key series={series} yText={yText} /> : <span className="grow" />}
        {tools}
      </figcaption>
      <div
        ref={place}
        className="curve-plot"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys of its own
        tabIndex={0}
        aria-label={t('plot', { title })}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
        onPointerLeave={() => view.setState({ cross: undefined })}
        onBlur={() => view.setState({ cross: undefined })}
        onDoubleClick={() => letGo(undefined)}
      >
        {size && size.width > 80 && size.height > 60 && (
          <>
            <div className="curve-lines">
              <CurveLines {...size} {...{ margin, series, range, xTicks, scale, xText }} yText={axisText ?? yText} />
            </div>
            <CurveOverlay
              {...size}
              {...{ margin, series, range, scale, marks, newest, drawn, yText, stepText }}
              isHatched={isHatched ?? false}
              comingText={t('coming')}
            />
          </>
        )}
      </div>
      <CurveTable {...{ title, series, whole, newest, stepsPerEpoch, yText }} />
    </figure>
  )
}

/** An axis whose ends are given has no outliers, and a logarithmic one has room for all. */
function shownExtent(
  series: readonly Series[],
  range: readonly [number, number],
  isLog: boolean,
  isBounded: boolean,
): readonly [number, number] | undefined {
  const all = extent(series, range, isLog)
  const most = all && !isLog && !isBounded ? withoutOutliers(series, range) : undefined
  return all && most !== undefined ? [all[0], most] : all
}

const noMarks: readonly CurveMark[] = []

/** What each line is, and where it stands now. */
const Key = ({ series, yText }: { series: readonly Series[]; yText(value: number): string }) => (
  <div className="curve-key">
    {series
      .filter(({ isFaint }) => !isFaint)
      .map(({ id, label, colour, isDashed, points }) => {
        const last = lastKnown(points)
        return (
          <span key={id} className="curve-key-line">
            <svg width="16" height="4" aria-hidden="true">
              <line
                x1="0"
                x2="16"
                y1="2"
                y2="2"
                stroke={colour}
                strokeWidth="2"
                {...(isDashed && { strokeDasharray: '5 3' })}
              />
            </svg>
            <span className="cut" title={label}>
              {label}
            </span>
            {last !== undefined && <b data-testid={`key-${id}`}>{yText(last)}</b>}
          </span>
        )
      })}
  </div>
)
