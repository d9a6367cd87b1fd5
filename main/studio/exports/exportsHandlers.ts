import { access } from 'node:fs/promises'
import path from 'node:path'
import type { Handlers } from '../../../shared/contract/studio/core/handlers'
import type { ExportProgress, exports } from '../../../shared/contract/studio/exports'
import type { ProblemDetails } from '../../../shared/problem'
import { ExportRecord } from '../../../shared/records/exportRecord'
import { parseRow } from '../../../shared/records/record'
import { readLines } from '../../disk/jsonLines'
import { realDisk } from '../../disk/realDisk'
import type { FolderGrants } from '../folders/folderGrants'
import type { JobBoard } from '../jobs/jobBoard'
import type { OpenedProjects } from '../projects/openedProjects'
import { readRun } from '../runs/runFolder'
import { engineFor } from '../runs/trainRun'
import type { CallContext } from '../serving/serveClient'
import type { SettingsStore } from '../settings/settingsStore'
import { runJob, type Studio } from '../studio'
import { layerloomVersion } from '../version'

export interface ExportsServices {
  readonly studio: Studio
  readonly grants: FolderGrants
  readonly opened: OpenedProjects
  readonly settings: SettingsStore
  readonly board: JobBoard
}

export function exportsHandlers(services: ExportsServices): Handlers<typeof exports, CallContext> {
  const { studio, grants, opened, settings, board } = services
  const folderOf = ({ project, run }: { project: string; run: string }) =>
    path.join(opened.get(project).folder, 'runs', run)
  return {
    start: async ({ project, run, out, ...wishes }, { emit, signal }) => {
      const runFolder = folderOf({ project, run })
      // The folder has to be one that the person gave; the file need not be there yet.
      const place = path.join(await grants.place(path.dirname(path.resolve(out))), path.basename(out))
      const choice = engineFor(studio, { device: settings.values.device, stored: (await readRun(runFolder)).engine })
      const { engine, gpuRequired } = choice
      const task = {
        task: 'export' as const,
        engine,
        gpuRequired,
        runFolder,
        out: place,
        layerloom: layerloomVersion,
        ...wishes,
      }
      const title = { task: 'export', subject: path.basename(out), projectFolder: opened.get(project).folder, run }
      const warnings: ProblemDetails[] = []
      let now: ExportProgress = { working: 'starting', warnings }
      emit(now)
      const { record } = await board.work(title, signal, (work) =>
        runJob<'export'>(studio, task, choice, {
          ...work,
          onEvent(event) {
            work.onEvent?.(event)
            if (event.event === 'warning') warnings.push(event.problem)
            if (event.event === 'working') {
              const { what, done, total } = event
              const isKnown = done !== undefined && total !== undefined && total > 0
              now = { working: what, ...(isKnown && { progress: Math.min(1, done / total) }), warnings: [...warnings] }
            }
            emit({ ...now, warnings: [...warnings] })
          },
        }),
      )
      emit({ working: 'done', progress: 1, warnings: [...warnings], record })
    },
    history: async (reference) => {
      const file = path.join(folderOf(reference), 'exports.jsonl')
      const { lines } = await readLines(realDisk, file)
      const records = lines.map((line, k) => parseRow(ExportRecord, line, 'exports.jsonl', `${file}:${k + 1}`))
      return Promise.all(records.reverse().map(async (record) => ({ record, isThere: await isThere(record.path) })))
    },
  }
}

const isThere = (place: string): Promise<boolean> =>
  access(place).then(
    () => true,
    () => false,
  )
