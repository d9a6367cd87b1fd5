import { Undo2 } from 'lucide-react'
import { memo, useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectId } from '../../../shared/contract/studio/names'
import type { RunEvent } from '../../../shared/records/events'
import type { Job } from '../../../shared/records/job'
import { IconButton } from '../../design/IconButton'
import { PanelSection } from '../../design/Panel'
import { ProblemNotice } from '../../design/ProblemNotice'
import { Slider } from '../../design/Slider'
import type { KnownLive } from '../../runs/liveRun'
import { shortNumber } from '../../runs/runMarks'
import { useAction } from '../../studio/useAction'
import { useAskedValue } from '../../studio/useAskedValue'
import { useStudio } from '../../studio/useStudio'
import { FreezeKnobs } from './FreezeKnobs'
import { knobWords } from './knobWords'

interface KnobsProps {
  readonly project: ProjectId
  readonly run: string
  readonly live: KnownLive
  readonly job: Job | undefined
  readonly events: readonly RunEvent[]
  readonly isSteered: boolean
}

/** What can be turned while it trains. A notch stands where the value was before; every turn leaves a mark on the curve. */
export const Knobs = memo(({ project, run, live, job, events, isSteered }: KnobsProps) => {
  const { t } = useTranslation('train')
  const studio = useStudio()
  const { learningRate, knobs } = live.now
  const rate = useAction(
    useCallback(
      (value: number | null) => studio.runs.learningRate({ project, run, learningRate: value }),
      [studio, project, run],
    ),
  )
  const knob = useAction(
    useCallback(
      (name: string, value: number) => studio.runs.knob({ project, run, name, value }),
      [studio, project, run],
    ),
  )
  const before = useMemo(() => valuesBefore(events), [events])
  const base = job?.project.training.learningRate
  // Where a knob stood when it was first seen: of those that were not turned yet.
  const first = useRef(new Map<string, number>())
  for (const { name, value } of knobs) if (!first.current.has(name)) first.current.set(name, value)
  const problem = rate.problem ?? knob.problem
  return (
    <PanelSection title={t('knobs')} aside={isSteered ? t('knobsLive') : t('knobsIdle')}>
      {problem && <ProblemNotice problem={problem} />}
      {learningRate && base !== undefined && (
        <RateKnob
          value={learningRate.value}
          base={base}
          before={learningRate.byHand ? (before.get('') ?? base) : undefined}
          isByHand={learningRate.byHand}
          isDisabled={!isSteered}
          ask={rate.run}
        />
      )}
      {knobs.map(({ name, value, range }) => (
        <Knob
          key={name}
          name={name}
          value={value}
          range={range ?? rangeOf(name, value)}
          before={before.get(name) ?? first.current.get(name)}
          isDisabled={!isSteered}
          ask={(next) => knob.run(name, next)}
        />
      ))}
      {job && (
        <FreezeKnobs
          {...{ project, run }}
          network={job.project.network}
          frozen={live.now.frozen ?? []}
          isSteered={isSteered}
        />
      )}
    </PanelSection>
  )
}, showTheSame)
Knobs.displayName = 'Knobs'

/** Of what a run tells four times a second, knobs show only how they stand. */
function showTheSame({ live: before, ...old }: KnobsProps, { live: now, ...props }: KnobsProps): boolean {
  const stand = ({ now: { learningRate, knobs } }: KnownLive) => JSON.stringify([learningRate, knobs])
  return (
    (Object.keys(props) as (keyof typeof props)[]).every((name) => old[name] === props[name]) &&
    stand(before) === stand(now)
  )
}

/** Ten thousand times between the least and the greatest rate that can be set; logarithmic. */
const RateKnob = ({
  value,
  base,
  before,
  isByHand,
  isDisabled,
  ask,
}: {
  value: number
  base: number
  before: number | undefined
  isByHand: boolean
  isDisabled: boolean
  ask(value: number | null): Promise<boolean>
}) => {
  const { t } = useTranslation('train')
  const { drawn, draw, commit } = useAskedValue(value)
  const [min, max] = [Math.log10(base) - 3, Math.log10(base) + 1]
  const at = (rate: number) => Math.min(max, Math.max(min, Math.log10(Math.max(rate, 1e-30))))
  const rateAt = (place: number) => Number((10 ** place).toPrecision(2))
  return (
    <div className="knob">
      <span className="cut">{t('learningRate')}</span>
      {isByHand && (
        <IconButton small icon={Undo2} label={t('toSchedule')} disabled={isDisabled} onClick={() => ask(null)} />
      )}
      <b data-testid="rate">{shortNumber(drawn === undefined ? value : rateAt(drawn))}</b>
      <Slider
        label={t('learningRate')}
        value={drawn ?? at(value)}
        min={min}
        max={max}
        step={0.01}
        disabled={isDisabled}
        before={before === undefined ? undefined : at(before)}
        text={(place) => shortNumber(rateAt(place))}
        onChange={draw}
        onCommit={(place) => commit(place, ask(rateAt(place)))}
      />
    </div>
  )
}

const Knob = ({
  name,
  value,
  range: [min, max],
  before,
  isDisabled,
  ask,
}: {
  name: string
  value: number
  range: readonly [number, number]
  before: number | undefined
  isDisabled: boolean
  ask(value: number): Promise<boolean>
}) => {
  const { t } = useTranslation('train')
  const { drawn, draw, commit } = useAskedValue(value)
  const words = knobWords(t, name)
  const step = max - min >= 20 ? 1 : (max - min) / 100
  const round = (next: number) => Number(next.toPrecision(3))
  return (
    <div className="knob">
      <span className="cut" title={words}>
        {words}
      </span>
      <b>{shortNumber(round(drawn ?? value))}</b>
      <Slider
        label={words}
        value={drawn ?? value}
        min={min}
        max={max}
        step={step}
        disabled={isDisabled}
        before={before}
        text={(next) => shortNumber(round(next))}
        onChange={draw}
        onCommit={(next) => commit(next, ask(round(next)))}
      />
    </div>
  )
}

/** A dropout rate lies below 1; of others nothing is known but where they are. */
const rangeOf = (name: string, value: number): readonly [number, number] =>
  name.endsWith('/rate') ? [0, 0.95] : [0, Math.max(1, 2 * value)]

/** What each knob, and the rate ('') by hand, stood at before it was turned last. */
function valuesBefore(events: readonly RunEvent[]): ReadonlyMap<string, number> {
  const [now, before] = [new Map<string, number>(), new Map<string, number>()]
  for (const event of events) {
    const turned =
      event.event === 'knob'
        ? { name: event.name, value: event.value }
        : event.event === 'learning-rate' && event.learningRate !== null
          ? { name: '', value: event.learningRate }
          : undefined
    if (!turned) continue
    const last = now.get(turned.name)
    if (last !== undefined) before.set(turned.name, last)
    now.set(turned.name, turned.value)
  }
  return before
}
