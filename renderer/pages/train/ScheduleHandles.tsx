import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrainingConfiguration } from '../../../shared/training/configuration'
import type { RunLength } from '../../../shared/training/schedules'
import { moveHandle, type ScheduleHandle, scheduleHandles } from '../../../shared/training/schedules/scheduleHandles'
import { shortNumber } from '../../runs/runMarks'

interface ScheduleHandlesProps {
  /** With what is being dragged. */
  readonly training: TrainingConfiguration
  readonly length: RunLength
  /** Pixels of the drawing. */
  readonly plotHeight: number
  x(step: number): number
  y(rate: number): number
  stepAt(x: number): number
  /** While it is dragged; `undefined`: it was let go without a change. */
  onDraft(training: TrainingConfiguration | undefined): void
  onChange(training: TrainingConfiguration): void
}

/** Pixels upwards for ten times the rate. */
const decade = 60

/** The points of a schedule that can be moved: dragged, or by arrow keys. Sideways in the least steps that its setting shows, upwards by tenths. */
export const ScheduleHandles = (props: ScheduleHandlesProps) => {
  const { training, length, x, y, stepAt, plotHeight, onDraft, onChange } = props
  const { t } = useTranslation('train')
  const drag = useRef<{
    readonly from: TrainingConfiguration
    readonly handle: ScheduleHandle
    readonly at: readonly [x: number, y: number]
    now: TrainingConfiguration
  }>(undefined)
  const handles = scheduleHandles(training, length)

  const onPointerDown = (event: PointerEvent<SVGGElement>, handle: ScheduleHandle) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    event.currentTarget.focus()
    drag.current = { from: training, handle, at: [event.clientX, event.clientY], now: training }
  }
  const onPointerMove = (event: PointerEvent) => {
    const held = drag.current
    if (!held) return
    const [dx, up] = [event.clientX - held.at[0], held.at[1] - event.clientY]
    const { handle, from } = held
    const { upwards } = handle
    held.now = moveHandle(
      from,
      handle,
      {
        step: stepAt(x(handle.step) + dx),
        ...(upwards === 'learningRate' &&
          Math.abs(up) > 2 && { learningRate: from.learningRate * 10 ** (up / decade) }),
        ...(upwards === 'endFactor' && Math.abs(up) > 2 && { endFactor: endOf(from) + up / plotHeight }),
      },
      length,
    )
    onDraft(held.now)
  }
  const onPointerUp = () => {
    const held = drag.current
    drag.current = undefined
    onDraft(undefined)
    if (held && held.now !== held.from) onChange(held.now)
  }
  const onKeyDown = (event: KeyboardEvent, handle: ScheduleHandle) => {
    const [sideways, up] = arrows[event.key] ?? [0, 0]
    if (sideways === 0 && up === 0) {
      if (event.key !== 'Escape' || !drag.current) return
      // What was dragged goes back to where it was.
      drag.current = undefined
      onDraft(undefined)
      event.stopPropagation()
      return
    }
    event.preventDefault()
    const times = event.shiftKey ? 10 : 1
    const next = moveHandle(
      training,
      handle,
      {
        ...(sideways !== 0 && { step: handle.step + sideways * times * handle.quantum }),
        ...(up !== 0 &&
          handle.upwards === 'learningRate' && { learningRate: training.learningRate * 10 ** (0.1 * up * times) }),
        ...(up !== 0 && handle.upwards === 'endFactor' && { endFactor: endOf(training) + 0.01 * up * times }),
      },
      length,
    )
    if (next !== training) onChange(next)
  }
  return handles.map((handle) => {
    const { kind, index, step, rate, upwards } = handle
    const epoch = Number((step / length.stepsPerEpoch).toFixed(2))
    return (
      <g
        key={`${kind} ${index ?? ''}`}
        className="schedule-handle"
        data-handle={kind}
        transform={`translate(${x(Math.min(step, length.totalSteps))} ${y(rate)})`}
        role="slider"
        tabIndex={0}
        aria-label={t(`handle.${kind}`, { number: (index ?? 0) + 1 })}
        aria-valuemin={0}
        aria-valuemax={length.totalSteps}
        aria-valuenow={Math.round(step)}
        aria-valuetext={t('handleAt', { epoch, rate: shortNumber(Number(rate.toPrecision(2))) })}
        onPointerDown={(event) => onPointerDown(event, handle)}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
        onKeyDown={(event) => onKeyDown(event, handle)}
      >
        <title>
          {t(upwards ? 'handleBoth' : 'handleSideways', { name: t(`handle.${kind}`, { number: (index ?? 0) + 1 }) })}
        </title>
        <circle r="12" className="reach" />
        <circle r="4" />
      </g>
    )
  })
}

const arrows: Readonly<Record<string, readonly [sideways: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

const endOf = ({ schedule: { curve } }: TrainingConfiguration): number => ('endFactor' in curve ? curve.endFactor : 0)
