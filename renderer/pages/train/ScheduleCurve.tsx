import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CurvePoint } from '../../../shared/curves/curvePoint'
import { linearTicks } from '../../../shared/curves/ticks'
import type { TrainingConfiguration } from '../../../shared/training/configuration'
import { learningRateAt } from '../../../shared/training/schedules'
import { useSize } from '../../charts/useSize'
import { shortNumber } from '../../runs/runMarks'
import { ScheduleHandles } from './ScheduleHandles'

interface ScheduleCurveProps {
  readonly training: TrainingConfiguration
  readonly totalSteps: number
  readonly stepsPerEpoch: number
  /** Of the run so far; none before it. */
  readonly points?: readonly CurvePoint[]
  /** Before a run: its points can be moved. */
  onChange?(training: TrainingConfiguration): void
}

const height = 92
const [left, right, top, bottom] = [46, 10, 6, 18]
const samples = 200

/** The learning rate over the whole run, before it is paid for; what is done is solid, with what was set by hand, the plan is dashed. */
export const ScheduleCurve = ({
  training: given,
  totalSteps,
  stepsPerEpoch,
  points = [],
  onChange,
}: ScheduleCurveProps) => {
  const { t } = useTranslation('train')
  const place = useRef<HTMLDivElement>(null)
  const width = useSize(place)?.width ?? 0
  const [draft, setDraft] = useState<TrainingConfiguration>()
  const training = draft ?? given
  const { schedule, learningRate } = training
  const plan = useMemo(
    () =>
      Array.from({ length: samples + 1 }, (_, k) => {
        const step = Math.min(totalSteps - 1, Math.round((k / samples) * totalSteps))
        return { step, rate: learningRateAt(schedule, learningRate, step, { stepsPerEpoch, totalSteps }) }
      }),
    [schedule, learningRate, stepsPerEpoch, totalSteps],
  )
  const now = points.at(-1)?.step ?? 0
  const done = points.map((point) => ({ step: point.step, rate: point.learningRate }))
  const most = Math.max(...plan.map(({ rate }) => rate), ...done.map(({ rate }) => rate), Number.MIN_VALUE)
  const x = (step: number) => left + (step / totalSteps) * (width - left - right)
  const y = (rate: number) => top + (1 - rate / most) * (height - top - bottom)
  const line = (all: readonly { step: number; rate: number }[]) =>
    all.map(({ step, rate }) => `${x(step).toFixed(1)},${y(rate).toFixed(1)}`).join(' ')
  const epochs = totalSteps / stepsPerEpoch
  const first = plan[0]?.rate ?? 0
  const last = plan.at(-1)?.rate ?? 0
  return (
    <div ref={place} className="schedule-curve">
      {width > 60 && (
        <svg
          width={width}
          height={height}
          role={onChange ? 'group' : 'img'}
          aria-label={t('scheduleText', {
            first: shortNumber(first),
            most: shortNumber(most),
            last: shortNumber(last),
            epochs: Math.round(epochs),
          })}
        >
          {[0, most / 2, most].map((rate) => (
            <g key={rate}>
              <line x1={left} x2={width - right} y1={y(rate)} y2={y(rate)} stroke="var(--line)" />
              <text x={left - 6} y={y(rate) + 4} textAnchor="end">
                {shortNumber(Number(rate.toPrecision(2)))}
              </text>
            </g>
          ))}
          {linearTicks(0, epochs, Math.max(2, Math.floor(width / 70))).map((epoch) => (
            <text key={epoch} x={x(epoch * stepsPerEpoch)} y={height - 3} textAnchor="middle">
              {epoch}
            </text>
          ))}
          <polyline
            points={line(plan.filter(({ step }) => step >= now))}
            fill="none"
            stroke="var(--run-1)"
            strokeWidth="1.5"
            {...(now > 0 && { strokeDasharray: '4 3' })}
          />
          {now > 0 && (
            <>
              <polyline points={line(done)} fill="none" stroke="var(--run-1)" strokeWidth="1.5" />
              <line x1={x(now)} x2={x(now)} y1={top} y2={height - bottom} stroke="var(--accent)" />
            </>
          )}
          {onChange && (
            <ScheduleHandles
              training={training}
              length={{ stepsPerEpoch, totalSteps }}
              plotHeight={height - top - bottom}
              x={x}
              y={y}
              stepAt={(at) => ((at - left) / (width - left - right)) * totalSteps}
              onDraft={setDraft}
              onChange={onChange}
            />
          )}
        </svg>
      )}
    </div>
  )
}
