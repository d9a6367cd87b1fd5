import { useCallback } from 'react'
import type { ProjectId, RunId } from '../../../shared/contract/studio/names'
import { ProblemNotice } from '../../design/ProblemNotice'
import { useStream } from '../../studio/useStream'
import { useStudio } from '../../studio/useStudio'
import { durationText } from '../../words/figures'
import { EpochTable } from './EpochTable'
import { LossCurve } from './LossCurve'
import { addLive } from './liveRun'
import { RunButtons } from './RunButtons'
import { RunFigures } from './RunFigures'
import { stateWord } from './stateWord'

/** One run, live while it trains. */
export const RunPanel = ({ project, run }: { project: ProjectId; run: RunId }) => {
  const studio = useStudio()
  const { state: live, problem } = useStream(
    useCallback(() => studio.runs.watch({ project, run }), [studio, project, run]),
    addLive,
  )
  if (!live) return problem ? <ProblemNotice problem={problem} /> : <p className="dim">Reading the run …</p>
  const { summary, working, secondsLeft, stalledMs, restarts } = live.now
  return (
    <section aria-labelledby="run" className="run-panel">
      <div className="row">
        <h1 id="run" className="cut" title={summary.labels.name || run}>
          {summary.labels.name || run}
        </h1>
        <span className="dim" data-testid="state">
          {stateWord(summary.state)}
        </span>
        <span className="grow" />
        <RunButtons project={project} summary={summary} />
      </div>
      <progress
        className="bar"
        aria-label="Progress of the run"
        value={summary.step}
        max={summary.totalSteps || Math.max(1, summary.step)}
      />
      <p className="dim" data-testid="work">
        {working
          ? `${working.what} …`
          : secondsLeft !== undefined && summary.state === 'training'
            ? `${durationText(secondsLeft)} left`
            : ' '}
      </p>
      {problem && <ProblemNotice problem={problem} />}
      {summary.problem && <ProblemNotice problem={summary.problem} />}
      {summary.damage && <ProblemNotice problem={summary.damage} />}
      {stalledMs !== undefined && (
        <ProblemNotice
          kind="warning"
          problem={{ code: 'stalled', message: `no batch was done for ${durationText(stalledMs / 1000)}` }}
        />
      )}
      {restarts > 0 && (
        <ProblemNotice
          kind="warning"
          problem={{ code: 'restarted', message: `it crashed and went on from its checkpoint, ${restarts} times` }}
        />
      )}
      {live.warnings.map((warning) => (
        <ProblemNotice key={`${warning.code} ${warning.message}`} kind="warning" problem={warning} />
      ))}
      <RunFigures live={live} />
      <LossCurve points={live.points} />
      <EpochTable epochs={live.epochs} />
      <div className="visually-hidden" aria-live="polite">
        {live.epochs.length > 0 && `epoch ${live.epochs.length} done`}
      </div>
    </section>
  )
}
