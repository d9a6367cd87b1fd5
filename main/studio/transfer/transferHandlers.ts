import path from 'node:path'
import type { Handlers } from '../../../shared/contract/studio/core/handlers'
import type { StartSource, transfer } from '../../../shared/contract/studio/transfer'
import { Problem } from '../../../shared/problem'
import { errorCode } from '../../disk/disk'
import type { FolderGrants } from '../folders/folderGrants'
import type { JobBoard } from '../jobs/jobBoard'
import { mustBeGranted } from '../projects/mustBeGranted'
import type { OpenedProjects } from '../projects/openedProjects'
import type { RecentList } from '../projects/recentList'
import { checkpointsOf } from '../runs/checkpointsOf'
import { readLabels } from '../runs/labels'
import { type KnownRun, listRuns, readRun } from '../runs/runFolder'
import type { CallContext } from '../serving/serveClient'
import { runJob, type Studio } from '../studio'

/** Of a project, and projects besides the asking one: a list for people, not an index. */
const [mostRuns, mostProjects] = [100, 20]

export interface TransferServices {
  readonly studio: Studio
  readonly opened: OpenedProjects
  readonly recent: RecentList
  readonly grants: FolderGrants
  readonly board: JobBoard
}

export function transferHandlers(services: TransferServices): Handlers<typeof transfer, CallContext> {
  const { studio, opened, recent, grants, board } = services
  return {
    sources: async ({ project }) => {
      const { folder } = opened.get(project)
      const others = (await recent.read()).filter((one) => one.isThere && one.folder !== folder).slice(0, mostProjects)
      const found = await sourcesIn(folder, folder)
      for (const other of others)
        if (await mayRead(grants, other.folder)) found.push(...(await sourcesIn(other.folder, folder)))
      return found
    },
    match: async ({ project }, { signal }) => {
      const open = opened.get(project).asOpenProject()
      const { startFrom, data } = open.project
      if (startFrom) await mustBeGranted(grants, open.folder, startFrom.place)
      await mustBeGranted(grants, open.folder, data.source)
      const task = { task: 'match-start' as const, project: open.project, projectFolder: open.folder }
      const title = { task: task.task, subject: open.project.name, projectFolder: open.folder }
      const { task: _, ...match } = await board.work(title, signal, (work) =>
        runJob<'match-start'>(studio, task, undefined, work),
      )
      return match
    },
    network: async ({ project, place }, { signal }) => {
      const { folder, project: ours } = opened.get(project).asOpenProject()
      await mustBeGranted(grants, folder, place)
      await mustBeGranted(grants, folder, ours.data.source)
      const describing = { task: 'describe-data' as const, data: ours.data, folder }
      const found = await runJob<'describe-data'>(studio, describing, undefined, { signal })
      const { project: theirs, data } = await readRun(path.resolve(folder, place))
      return {
        network: theirs.network,
        preprocessing: theirs.preprocessing,
        classes: data.classes,
        ours: found.classes,
        imageShape: data.imageShape,
      }
    },
  }
}

/** Those whose files cannot be read are left out: whoever opens that project is told. */
async function sourcesIn(projectFolder: string, askedFrom: string): Promise<StartSource[]> {
  const runs = await orNothing(listRuns(projectFolder), [])
  const found = await Promise.all(
    runs.slice(-mostRuns).map((run) => orNothing(sourceOf(run, projectFolder, askedFrom), undefined)),
  )
  return found.filter((source) => source !== undefined).reverse()
}

async function sourceOf(run: KnownRun, projectFolder: string, askedFrom: string): Promise<StartSource | undefined> {
  if ((await checkpointsOf(run)).length === 0) return undefined
  const { project, data, createdAt } = await readRun(run.folder)
  const { labels } = await readLabels(run.folder)
  return {
    place: path.relative(askedFrom, run.folder),
    run: run.id,
    name: labels.name,
    projectName: project.name,
    isOwn: projectFolder === askedFrom,
    createdAt,
    ...(project.network.name !== undefined && { network: project.network.name }),
    classes: data.classes.length,
    imageShape: data.imageShape,
  }
}

async function mayRead(grants: FolderGrants, folder: string): Promise<boolean> {
  return orNothing(
    grants.place(folder).then(() => true),
    false,
  )
}

async function orNothing<T, N>(reading: Promise<T>, nothing: N): Promise<T | N> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Problem || errorCode(error) !== undefined) return nothing
    throw error
  }
}
