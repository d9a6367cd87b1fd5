import path from 'node:path'
import type { Handlers } from '../../../shared/contract/studio/core/handlers'
import type { imports } from '../../../shared/contract/studio/imports'
import type { ProblemDetails } from '../../../shared/problem'
import { chooseEngine } from '../engine/chooseEngine'
import type { FolderGrants } from '../folders/folderGrants'
import type { JobBoard } from '../jobs/jobBoard'
import { mustBeGranted } from '../projects/mustBeGranted'
import type { CallContext } from '../serving/serveClient'
import { runJob, type Studio } from '../studio'
import { layerloomVersion } from '../version'

export interface ImportsServices {
  readonly studio: Studio
  readonly grants: FolderGrants
  readonly board: JobBoard
}

export const importsHandlers = ({ studio, grants, board }: ImportsServices): Handlers<typeof imports, CallContext> => ({
  start: async ({ file, out, data, name, values }, { emit, signal }) => {
    const source = await grants.place(file)
    // The folder is made: that in which it will stand has to be one that the person gave.
    const place = path.join(await grants.place(path.dirname(path.resolve(out))), path.basename(out))
    if (data !== undefined) await mustBeGranted(grants, place, data)
    const { engine } = chooseEngine({ wish: 'auto', folders: studio.engines, hasDriver: studio.hasDriver })
    const task = {
      task: 'import' as const,
      engine,
      file: source,
      out: place,
      layerloom: layerloomVersion,
      ...(name !== undefined && { name }),
      ...(data !== undefined && { data }),
      ...(values && { values }),
    }
    const warnings: ProblemDetails[] = []
    let now: { working: string; progress?: number } = { working: 'starting' }
    const tell = () => emit({ ...now, warnings: [...warnings] })
    tell()
    const result = await board.work({ task: 'import', subject: path.basename(file) }, signal, (work) =>
      runJob<'import'>(studio, task, undefined, {
        ...work,
        onEvent(event) {
          work.onEvent?.(event)
          if (event.event === 'warning') warnings.push(event.problem)
          if (event.event === 'working') {
            const { what, done, total } = event
            const isKnown = done !== undefined && total !== undefined && total > 0
            now = { working: what, ...(isKnown && { progress: Math.min(1, done / total) }) }
          }
          tell()
        },
      }),
    )
    emit({ working: 'done', progress: 1, warnings: [...warnings], result })
  },
})
