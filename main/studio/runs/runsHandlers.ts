import path from 'node:path'
import type { Handlers } from '../../../shared/contract/studio/core/handlers'
import type { RunReference } from '../../../shared/contract/studio/names'
import type { RunSummary, runs } from '../../../shared/contract/studio/runs'
import { decimate } from '../../../shared/curves/decimate'
import { Problem } from '../../../shared/problem'
import type { Job } from '../../../shared/records/job'
import { parseRecord } from '../../../shared/records/record'
import { type Report, reportRecord } from '../../../shared/records/report'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import type { FolderGrants } from '../folders/folderGrants'
import { folderSize } from '../folders/folderSize'
import { emitChanges } from '../host/emitChanges'
import { withoutUndefined } from '../host/withoutUndefined'
import type { JobBoard } from '../jobs/jobBoard'
import { mustBeGranted } from '../projects/mustBeGranted'
import type { OpenedProject } from '../projects/openedProject'
import type { OpenedProjects } from '../projects/openedProjects'
import type { CallContext } from '../serving/serveClient'
import type { SettingsStore } from '../settings/settingsStore'
import { runJob, type Studio } from '../studio'
import type { ActiveRun } from './activeRun'
import { branchRun } from './branchRun'
import { checkpointsOf } from './checkpointsOf'
import { differences } from './compareRuns'
import { readLabels, writeLabels } from './labels'
import { readMetrics } from './metricsFile'
import { type KnownRun, listRuns, readRun } from './runFolder'
import { lastEvents, summaryOnDisk } from './summaryOnDisk'
import type { Trainings } from './trainings'
import { engineFor } from './trainRun'
import { emptyTrash, moveToTrash, restoreFromTrash, trashedRuns, trashOf } from './trash'
import { watchEvents } from './watchEvents'
import { watchLayers } from './watchLayers'
import { watchOnDisk } from './watchOnDisk'

const mostEvents = 1000

export interface RunsServices {
  readonly opened: OpenedProjects
  readonly trainings: Trainings
  readonly settings: SettingsStore
  readonly board: JobBoard
  readonly studio: Studio
  readonly grants: FolderGrants
}

export function runsHandlers(services: RunsServices): Handlers<typeof runs, CallContext> {
  const { opened, trainings, settings } = services
  const placeOf = ({ project, run }: RunReference): KnownRun & { readonly project: OpenedProject } => {
    const open = opened.get(project)
    return { id: run, folder: path.join(open.folder, 'runs', run), project: open }
  }
  /** The run, which has to be there. */
  const known = async (reference: RunReference) => {
    const place = placeOf(reference)
    if (!trainings.find(place.folder)) await readRun(place.folder).catch(noSuchRun(place))
    return place
  }
  const summary = (run: KnownRun): Promise<RunSummary> => summaryOf(run, trainings.find(run.folder))
  const list = async (project: string): Promise<RunSummary[]> => {
    const { folder } = opened.get(project)
    const begun = await listRuns(folder)
    // Those that wait, or have not written their `job.json` yet.
    const early = trainings.busy(folder).filter(({ run }) => !begun.some(({ id }) => id === run.id))
    return Promise.all([...begun, ...early.map(({ run }) => run)].map(summary))
  }
  const send = async (reference: RunReference, command: Parameters<ActiveRun['send']>[0]): Promise<undefined> => {
    trainings.get(placeOf(reference).folder).active.send(command)
    return undefined
  }

  return {
    list: ({ project }) => list(project),
    watchList: ({ project }, { emit, signal }) =>
      emitChanges(() => list(project), services.board.changes, emit, signal),
    read: async (reference) => {
      const run = await known(reference)
      const [job, report] = [await unlessMissing(readRun(run.folder)), await readReport(run)]
      return {
        summary: await summary(run),
        ...(job && { job }),
        ...(report && { report }),
        events: (await lastEvents(run)).slice(-mostEvents),
      }
    },
    curve: async ({ points: most, ...reference }) => {
      const { points, epochs } = await readMetrics(await known(reference))
      return { points: decimate(points, most), epochs }
    },
    compare: async ({ project, runs: ids }) => {
      const compared = await Promise.all(ids.map((run) => known({ project, run })))
      const jobs: Job[] = await Promise.all(compared.map(({ folder }) => readRun(folder)))
      return { runs: await Promise.all(compared.map(summary)), differences: differences(jobs) }
    },
    label: async ({ labels, ...reference }) => {
      const run = await known(reference)
      const merged = { ...(await readLabels(run.folder)).labels, ...withoutUndefined(labels) }
      await writeLabels(run.folder, merged)
      trainings.find(run.folder)?.label(merged)
      return summary(run)
    },
    delete: async (reference) => {
      const run = await known(reference)
      if (trainings.isBusy(run.folder)) throw busy(run)
      await moveToTrash(run.project.folder, run)
      trainings.forget(run.folder)
      return undefined
    },
    trash: async ({ project }) => trashedRuns(opened.get(project).folder),
    restore: async ({ project, run }) => {
      await restoreFromTrash(opened.get(project).folder, run)
      return undefined
    },
    emptyTrash: async ({ project }) => {
      await emptyTrash(opened.get(project).folder)
      return undefined
    },
    diskUse: async ({ project }) => {
      const { folder } = opened.get(project)
      const sizes = (await listRuns(folder)).map(async (run) => ({ run: run.id, bytes: await folderSize(run.folder) }))
      const freeBytes = await realDisk.freeBytes(folder)
      return {
        runs: await Promise.all(sizes),
        trashBytes: await folderSize(trashOf(folder)),
        ...(freeBytes !== undefined && { freeBytes }),
      }
    },
    watchEvents: async (reference, { emit, signal }) => watchEvents(await known(reference), emit, signal),
    watchLayers: async ({ layer, ...reference }, { emit, signal }) =>
      watchLayers(await known(reference), layer, emit, signal),
    checkpoints: async (reference) => checkpointsOf(await known(reference)),
    evaluate: async ({ checkpoint, source, ...reference }, { signal }) => {
      const run = await known(reference)
      if (source !== undefined) await mustBeGranted(services.grants, run.project.folder, source)
      const choice = engineFor(services.studio, {
        device: settings.values.device,
        stored: (await readRun(run.folder)).engine,
      })
      const { engine, gpuRequired } = choice
      const task = { task: 'evaluate' as const, engine, gpuRequired, runFolder: run.folder, checkpoint, source }
      const title = { task: 'evaluate', subject: run.id, projectFolder: run.project.folder, run: run.id }
      const { report } = await services.board.work(title, signal, (work) =>
        runJob<'evaluate'>(services.studio, task, choice, work),
      )
      return report
    },
    start: async ({ project, device, outlive, labels }) => {
      const wish = { device: device === 'auto' ? settings.values.device : device, outlive, labels }
      return { run: await trainings.start(opened.get(project).asOpenProject(), wish) }
    },
    repeat: async ({ device, outlive, ...reference }) => {
      const run = await known(reference)
      const open = { ...run.project.asOpenProject(), project: (await readRun(run.folder)).project }
      const { labels } = await readLabels(run.folder)
      const wish = {
        device: device === 'auto' ? settings.values.device : device,
        outlive,
        labels: labels.name ? { name: labels.name } : {},
      }
      return { run: await trainings.start(open, wish) }
    },
    branch: async ({ checkpoint, device, outlive, ...reference }) => {
      const run = await known(reference)
      const branch = await branchRun(run.project.folder, run, checkpoint)
      await trainings.resume(run.project.folder, branch, { device, outlive })
      return { run: branch.id }
    },
    resume: async ({ device, outlive, ...reference }) => {
      const run = await known(reference)
      await trainings.resume(run.project.folder, run, { device, outlive })
      return undefined
    },
    pause: (reference) => send(reference, { command: 'pause' }),
    continue: (reference) => send(reference, { command: 'resume' }),
    stop: async ({ now, ...reference }) => {
      await trainings.stop(placeOf(reference).folder, now)
      return undefined
    },
    snapshot: (reference) => send(reference, { command: 'snapshot' }),
    learningRate: ({ learningRate, ...reference }) => send(reference, { command: 'learning-rate', learningRate }),
    knob: ({ name, value, ...reference }) => send(reference, { command: 'knob', name, value }),
    freeze: ({ layers, frozen, ...reference }) => send(reference, { command: 'freeze', layers, frozen }),
    outlive: ({ outlive, ...reference }) => send(reference, { command: 'outlive', outlive }),
    watch: async (reference, { emit, signal }) => {
      while (!signal.aborted) {
        const run = await known(reference)
        const active = trainings.find(run.folder)
        if (active) await active.watch(signal, emit)
        else await watchOnDisk(run, emit, signal, () => trainings.find(run.folder) !== undefined)
      }
    },
  }
}

/** What the process tells goes before what the disk has. A run that ended here has its labels and figures on the disk. */
async function summaryOf(run: KnownRun, active: ActiveRun | undefined): Promise<RunSummary> {
  if (!active) return summaryOnDisk(run)
  return active.summary
}

async function readReport({ folder }: KnownRun): Promise<Report | undefined> {
  const file = path.join(folder, reportRecord.file)
  try {
    return parseRecord(reportRecord, await readTextFile(realDisk, file), file)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw diskProblem(error, 'the report', file, 'read')
  }
}

const unlessMissing = <T>(reading: Promise<T>): Promise<T | undefined> =>
  reading.catch((error) => {
    if (error instanceof Problem && error.details.code === 'missing') return undefined
    throw error
  })

const busy = ({ id, folder }: KnownRun): Problem =>
  new Problem({
    code: 'run-busy',
    message: `run ${id} waits in the queue or is being trained`,
    remedy: 'stop it first',
    place: folder,
  })

const noSuchRun =
  ({ id, folder }: KnownRun) =>
  (error: unknown): never => {
    if (error instanceof Problem && error.details.code === 'missing')
      throw new Problem({ code: 'no-run', message: `there is no run ${id}`, remedy: 'look at the list', place: folder })
    throw error
  }
