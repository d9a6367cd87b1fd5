import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '../../../shared/contract/studio/runs'
import type { Job } from '../../../shared/records/job'
import { CurveViewContext, createCurveView } from '../../charts/curveView'
import { PanelSection } from '../../design/Panel'
import { ProblemNotice } from '../../design/ProblemNotice'
import { isSteered } from '../../runs/busyStates'
import { runMarks } from '../../runs/runMarks'
import { useProject } from '../../studio/useProject'
import { durationText } from '../../words/figures'
import { CheckpointShelf } from './CheckpointShelf'
import { CoachLine } from './CoachLine'
import { Knobs } from './Knobs'
import { LayersPart } from './LayersPart'
import { MachineMeters } from './MachineMeters'
import { MarksList } from './MarksList'
import { markWords } from './markWords'
import { RunCharts } from './RunCharts'
import { RunHeader } from './RunHeader'
import { RunLog } from './RunLog'
import { ScheduleCurve } from './ScheduleCurve'
import { useCheckpoints, useEvents, useJob, useLayers, useLive } from './useRun'

interface RunViewProps {
  readonly run: string
  readonly runs: readonly RunSummary[]
  readonly folder: string
  onNew(): void
}

/** One run, live while it trains: curves, layers, checkpoints, what happened, and what can be turned. */
export const RunView = ({ run, runs, folder, onNew }: RunViewProps) => {
  const { t } = useTranslation('train')
  const { id: project } = useProject()
  const { live, problem } = useLive(project, run)
  const [view] = useState(createCurveView)
  const [layer, setLayer] = useState<string>()
  const isBegun = (live?.now.summary.totalSteps ?? 0) > 0
  const events = useEvents(project, run, isBegun)
  const job = useJob(project, run, isBegun)
  const kept = useCheckpoints(project, run, isBegun, events)
  const layers = useLayers(project, run, layer, isBegun)
  const epochs = live?.epochs
  const marks = useMemo(() => runMarks(events, epochs ?? []), [events, epochs])
  const words = useCallback((mark: (typeof marks)[number]) => markWords(t, mark), [t])
  if (!live)
    return problem ? (
      <ProblemNotice problem={problem} />
    ) : (
      <p className="train-wait dim" role="status">
        {t('reading')}
      </p>
    )
  const { summary, stalledMs, restarts } = live.now
  const totalSteps = Math.max(summary.totalSteps ?? 0, live.points.at(-1)?.step ?? 0, 1)
  const stepsPerEpoch = Math.max(1, (summary.totalSteps ?? totalSteps) / Math.max(1, summary.epochs))
  const lastBatch = job ? lastBatchOf(job) : 1
  const steered = isSteered(summary.state)
  return (
    <CurveViewContext value={view}>
      <section className="run-view" aria-labelledby="run-name">
        <RunHeader {...{ project, folder, runs, onNew }} live={live} />
        <div className="run-main">
          <div className="run-notices">
            {problem && <ProblemNotice problem={problem} />}
            {summary.problem && <ProblemNotice problem={summary.problem} />}
            {summary.damage && <ProblemNotice problem={summary.damage} />}
            {stalledMs !== undefined && (
              <ProblemNotice
                kind="warning"
                problem={{ code: 'stalled', message: t('stalled', { time: durationText(stalledMs / 1000) }) }}
              />
            )}
            {restarts > 0 && (
              <ProblemNotice
                kind="warning"
                problem={{ code: 'restarted', message: t('restarted', { count: restarts }) }}
              />
            )}
          </div>
          <CoachLine {...{ project, live, job, layers, events }} onLayer={setLayer} />
          <RunCharts
            {...{ project, live, runs, marks, words, totalSteps, stepsPerEpoch, lastBatch }}
            isSteered={steered}
          />
          <LayersPart item={layers} layer={layer ?? layers?.layer} onLayer={setLayer} {...{ job, stepsPerEpoch }} />
          <div className="run-foot">
            <CheckpointShelf {...{ project, folder, run, kept, job, epochs: live.epochs }} isBusy={steered} />
            <RunLog events={events} live={live} />
          </div>
        </div>
        <aside className="run-side" aria-label={t('side')}>
          <Knobs {...{ project, run, job, events }} live={live} isSteered={steered} />
          {job && (
            <PanelSection title={t('schedule')} aside={t('schedulePlan')}>
              <ScheduleCurve
                training={job.project.training}
                totalSteps={totalSteps}
                stepsPerEpoch={stepsPerEpoch}
                points={live.points}
              />
            </PanelSection>
          )}
          <MachineMeters live={live} device={summary.device} />
          <MarksList {...{ project, folder, marks, words, kept, stepsPerEpoch, summary }} />
        </aside>
        <div className="visually-hidden" aria-live="polite">
          {live.epochs.length > 0 && t('epochDone', { epoch: live.epochs.at(-1)?.epoch })}
        </div>
      </section>
    </CurveViewContext>
  )
}

/** Which part of a batch is left for the last step of an epoch. */
function lastBatchOf({ data, project }: Job): number {
  const { batchSize, dropLast } = project.training
  const left = data.counts.train % batchSize
  return dropLast || left === 0 ? 1 : left / batchSize
}
