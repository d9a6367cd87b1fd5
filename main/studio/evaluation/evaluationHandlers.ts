import type { Handlers } from '../../../shared/contract/studio/core/handlers'
import type { evaluation } from '../../../shared/contract/studio/evaluation'
import { Problem, type ProblemDetails } from '../../../shared/problem'
import type { JobBoard } from '../jobs/jobBoard'
import type { OpenedProjects } from '../projects/openedProjects'
import { readRun } from '../runs/runFolder'
import { runPlace } from '../runs/runPlace'
import { engineFor } from '../runs/trainRun'
import type { CallContext } from '../serving/serveClient'
import type { SettingsStore } from '../settings/settingsStore'
import { runJob, type Studio } from '../studio'
import { evaluationOf, meantCheckpoint } from './evaluationOf'
import { judged, pictureAt, viewOf } from './viewOf'

export interface EvaluationServices {
  readonly studio: Studio
  readonly opened: OpenedProjects
  readonly settings: SettingsStore
  readonly board: JobBoard
}

export function evaluationHandlers(services: EvaluationServices): Handlers<typeof evaluation, CallContext> {
  const { studio, opened, settings, board } = services
  const runOf = ({ project, run }: { project: string; run: string }) => ({
    id: run,
    folder: runPlace(opened.get(project).folder, run),
  })
  return {
    read: async ({ checkpoint, split, ...reference }) => {
      const run = runOf(reference)
      const results = await evaluationOf(run, await meantCheckpoint(run, checkpoint), split)
      return results ? viewOf(results) : null
    },
    start: async ({ checkpoint, split, ...reference }, { emit, signal }) => {
      const run = runOf(reference)
      const meant = await meantCheckpoint(run, checkpoint)
      const stored = (await readRun(run.folder)).engine
      const choice = engineFor(studio, { device: settings.values.device, stored })
      const warnings: ProblemDetails[] = []
      emit({ working: 'starting', warnings })
      const title = {
        task: 'evaluate',
        subject: run.id,
        projectFolder: opened.get(reference.project).folder,
        run: run.id,
      }
      const { engine, gpuRequired } = choice
      await board.work(title, signal, (work) =>
        runJob<'evaluate'>(
          studio,
          {
            task: 'evaluate',
            engine,
            gpuRequired,
            runFolder: run.folder,
            // A choice by word is also written to the run's report.
            checkpoint: typeof checkpoint === 'string' ? checkpoint : { kind: meant.kind, step: meant.step },
            split,
            keepPictures: true,
          },
          choice,
          {
            ...work,
            onEvent(event) {
              work.onEvent?.(event)
              if (event.event === 'warning') warnings.push(event.problem)
              if (event.event !== 'working') return
              const { what, done, total } = event
              const progress = done !== undefined && total ? Math.min(1, done / total) : undefined
              emit({ working: what, warnings: [...warnings], ...(progress !== undefined && { progress }) })
            },
          },
        ),
      )
      const results = await evaluationOf(run, await meantCheckpoint(run, checkpoint), split)
      if (!results) throw notEvaluated()
      emit({ working: 'done', progress: 1, warnings: [...warnings], view: viewOf(results) })
    },
    pictures: async ({ checkpoint, split, of, from, most, ...reference }) => {
      const run = runOf(reference)
      const results = await evaluationOf(run, await meantCheckpoint(run, checkpoint), split)
      if (!results) throw notEvaluated()
      const found = judged(results, of)
      return { total: found.length, pictures: found.slice(from, from + most).map((k) => pictureAt(results, k)) }
    },
  }
}

const notEvaluated = (): Problem =>
  new Problem({
    code: 'not-evaluated',
    message: 'these weights were not evaluated on that split yet, or were written anew since',
    remedy: 'evaluate them',
  })
