import { useCallback } from 'react'
import type { ProjectState } from '../../../shared/contract/studio/projects'
import { Button } from '../../design/Button'
import { ProblemNotice } from '../../design/ProblemNotice'
import { useAction } from '../../studio/useAction'
import { useAnswer } from '../../studio/useAnswer'
import { useCommands } from '../../studio/useCommands'
import { newest, useStream } from '../../studio/useStream'
import { useStudio } from '../../studio/useStudio'
import { Frame } from '../Frame'
import { goTo } from '../place'
import { RunList } from './RunList'
import { RunPanel } from './RunPanel'
import './project.css'

/** A project: its runs, and the one that is looked at. */
export const ProjectPage = ({ folder, chosenRun }: { folder: string; chosenRun: string | undefined }) => {
  const studio = useStudio()
  const { answer: project, problem } = useAnswer(useCallback(() => studio.projects.open({ folder }), [studio, folder]))
  if (project) return <OpenedProject project={project} chosenRun={chosenRun} />
  return (
    <Frame title={<strong className="cut">{folder}</strong>}>
      <div className="middle">
        {problem ? (
          <ProblemNotice problem={problem} />
        ) : (
          <p className="dim" role="status">
            Opening the project …
          </p>
        )}
      </div>
    </Frame>
  )
}

const OpenedProject = ({
  project: { id, folder, project },
  chosenRun,
}: {
  project: ProjectState
  chosenRun: string | undefined
}) => {
  const studio = useStudio()
  const runs = useStream(
    useCallback(() => studio.runs.watchList({ project: id }), [studio, id]),
    newest,
  )
  const shown = chosenRun ?? runs.state?.[0]?.run
  const train = useAction(
    useCallback(async () => {
      const { run } = await studio.runs.start({ project: id })
      goTo({ page: 'project', folder, run })
    }, [studio, id, folder]),
  )
  const current = runs.state?.find(({ run }) => run === shown)
  const steer = useAction(
    useCallback(
      async (how: 'pause' | 'continue' | 'stop') => {
        if (current) await studio.runs[how]({ project: id, run: current.run })
      },
      [studio, id, current],
    ),
  )
  useCommands({
    'new-project': () => goTo({ page: 'home' }),
    'open-project': () => goTo({ page: 'home' }),
    train: () => train.run(),
    pause: () => steer.run(current?.state === 'paused' ? 'continue' : 'pause'),
    stop: () => steer.run('stop'),
  })
  return (
    <Frame
      title={
        <>
          <strong className="cut">{project.name}</strong>
          <span className="caption cut" title={folder}>
            {folder}
          </span>
        </>
      }
      actions={
        <Button main disabled={train.isBusy} onClick={() => train.run()}>
          Train
        </Button>
      }
    >
      <div className="project">
        <section className="runs" aria-labelledby="runs">
          <h2 id="runs">Runs</h2>
          {runs.problem && <ProblemNotice problem={runs.problem} />}
          <RunList folder={folder} runs={runs.state ?? []} shown={shown} />
        </section>
        <div className="run">
          {train.problem && <ProblemNotice problem={train.problem} />}
          {steer.problem && <ProblemNotice problem={steer.problem} />}
          {shown === undefined ? (
            <p className="dim">No run yet. “Train” begins the first.</p>
          ) : (
            <RunPanel key={shown} project={id} run={shown} />
          )}
        </div>
      </div>
    </Frame>
  )
}
