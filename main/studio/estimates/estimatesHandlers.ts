import type { Handlers } from '../../../shared/contract/studio/core/handlers'
import type { Estimate, estimates } from '../../../shared/contract/studio/estimates'
import { freeMemory } from '../../disk/freeMemory'
import { chooseEngine } from '../engine/chooseEngine'
import type { FolderGrants } from '../folders/folderGrants'
import type { JobBoard } from '../jobs/jobBoard'
import { mustBeGranted } from '../projects/mustBeGranted'
import type { OpenedProjects } from '../projects/openedProjects'
import { checkNetwork } from '../runs/checkNetwork'
import type { CallContext } from '../serving/serveClient'
import type { SettingsStore } from '../settings/settingsStore'
import { runJob, type Studio } from '../studio'
import { costKey } from './costKey'

/** As a dry run counts: others want some memory too. */
const usablePart = 0.8
/** Answers that are remembered, the oldest goes first. */
const mostKept = 200

export interface EstimateServices {
  readonly studio: Studio
  readonly opened: OpenedProjects
  readonly settings: SettingsStore
  readonly board: JobBoard
  readonly grants: FolderGrants
}

export function estimatesHandlers(services: EstimateServices): Handlers<typeof estimates, CallContext> {
  const { studio, opened, settings, board, grants } = services
  const { engines, hasDriver } = studio
  const kept = new Map<string, Estimate>()
  const place = (id: string) => {
    const open = opened.get(id).asOpenProject()
    const wish = settings.values.device
    return { open, wish, key: costKey(open.project, open.folder, wish) }
  }
  return {
    known: async ({ project }) => kept.get(place(project).key) ?? null,
    memory: async () => {
      const usesGpu =
        typeof settings.values.device === 'object' ||
        (settings.values.device === 'auto' && engines.cuda !== undefined && hasDriver)
      return { usableBytes: usesGpu ? null : Math.round(usablePart * (await freeMemory())) }
    },
    measure: async ({ project }, { emit, signal }) => {
      const { open, wish, key } = place(project)
      const known = kept.get(key)
      if (known) return emit({ state: 'done', estimate: known })
      checkNetwork(open)
      await mustBeGranted(grants, open.folder, open.project.data.source)
      const choice = chooseEngine({ wish, folders: engines, hasDriver })
      const { engine, gpuRequired } = choice
      const { folder: projectFolder } = open
      emit({ state: 'working' })
      const title = { task: 'estimate', subject: open.project.name, projectFolder }
      const { task: _task, ...estimate } = await board.work(title, signal, ({ onEvent, ...work }) =>
        runJob<'estimate'>(
          studio,
          { task: 'estimate', engine, gpuRequired, project: open.project, projectFolder },
          choice,
          {
            ...work,
            onEvent(event) {
              onEvent?.(event)
              if (event.event !== 'working') return
              const { what, done, total } = event
              emit({
                state: 'working',
                what,
                ...(done !== undefined && total && { progress: Math.min(1, done / total) }),
              })
            },
          },
        ),
      )
      kept.set(key, estimate)
      const [oldest] = kept.keys()
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
      emit({ state: 'done', estimate })
    },
  }
}
