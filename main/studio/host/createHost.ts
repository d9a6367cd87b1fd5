import path from 'node:path'
import type { About } from '../../../shared/contract/studio/about'
import type { AllHandlers } from '../../../shared/contract/studio/core/handlers'
import type { StudioPort } from '../../../shared/contract/studio/core/port'
import { type StudioServices, studioServices } from '../../../shared/contract/studio/index'
import { Problem } from '../../../shared/problem'
import { diskProblem } from '../../disk/diskProblem'
import { acquireLock } from '../../disk/lock'
import { realDisk } from '../../disk/realDisk'
import { removeLeftovers } from '../../disk/removeLeftovers'
import { datasetsHandlers } from '../datasets/datasetsHandlers'
import { engineHandlers } from '../engine/engineHandlers'
import { estimatesHandlers } from '../estimates/estimatesHandlers'
import { evaluationHandlers } from '../evaluation/evaluationHandlers'
import { exportsHandlers } from '../exports/exportsHandlers'
import { FolderGrants } from '../folders/folderGrants'
import { foldersHandlers } from '../folders/foldersHandlers'
import { importsHandlers } from '../imports/importsHandlers'
import { JobBoard } from '../jobs/jobBoard'
import { jobsHandlers } from '../jobs/jobsHandlers'
import { labHandlers } from '../lab/labHandlers'
import { Labs } from '../lab/labs'
import { OpenedProjects } from '../projects/openedProjects'
import { projectsHandlers } from '../projects/projectsHandlers'
import { RecentList } from '../projects/recentList'
import { RunQueue } from '../runs/runQueue'
import { runsHandlers } from '../runs/runsHandlers'
import { Trainings } from '../runs/trainings'
import { type CallContext, serveClient } from '../serving/serveClient'
import { settingsHandlers } from '../settings/settingsHandlers'
import { SettingsStore } from '../settings/settingsStore'
import type { Studio } from '../studio'
import { transferHandlers } from '../transfer/transferHandlers'
import { layerloomVersion } from '../version'

export interface HostOptions {
  readonly studio: Studio
  /** A folder of the studio's own: settings, recent projects, the queue. One host at a time has it. */
  readonly workspace: string
  readonly shell: About['shell']
  /** Folders that windows may use from the start. */
  readonly roots: readonly string[]
  /** Where new projects go unless the person says otherwise; without it, below the first root. */
  readonly projectsFolder?: string
  /** Whether a project that was opened once may be opened again without being granted: where the list is the person's own (desktop). */
  readonly areRecentGranted: boolean
  /** A fault of ours, for the log. */
  onBug(error: unknown, where: string): void
}

/** The studio as one process has it, for any number of windows. */
export interface StudioHost {
  /** For a caller in this process. */
  readonly handlers: AllHandlers<StudioServices, CallContext>
  readonly grants: FolderGrants
  readonly settings: SettingsStore
  readonly board: JobBoard
  readonly trainings: Trainings
  /** Answers a window until its port closes. */
  serve(port: StudioPort): void
  /** Stops runs with a checkpoint, those that are to outlive it aside, and gives projects and workspace back. */
  close(): Promise<void>
}

/** Opens the workspace. Throws `locked` with who has it, or what keeps it from being written. */
export async function createHost(options: HostOptions): Promise<StudioHost> {
  const { studio, workspace, shell, onBug } = options
  const lock = await lockWorkspace(workspace)
  try {
    const settings = await SettingsStore.open(workspace)
    const recent = await RecentList.open(workspace)
    const board = new JobBoard()
    const trainings = new Trainings(studio, board, await RunQueue.open(workspace), () => settings.values.runsAtOnce)
    await trainings.recover()
    const opened = new OpenedProjects()
    const labs = new Labs(studio, opened)
    const grants = new FolderGrants(workspace, options.roots)
    if (options.areRecentGranted) for (const folder of recent.folders()) grants.grant(folder)
    const about: About = {
      layerloom: layerloomVersion,
      shell,
      platform: process.platform,
      node: process.versions.node,
      process: process.pid,
      workspace,
    }
    const handlers: AllHandlers<StudioServices, CallContext> = {
      about: { read: async () => about },
      folders: foldersHandlers(grants, options.projectsFolder),
      projects: projectsHandlers({ studio, grants, opened, recent, board, trainings, mayClose: idleOnly(trainings) }),
      runs: runsHandlers({ opened, trainings, settings, board, studio, grants }),
      jobs: jobsHandlers(board, trainings),
      datasets: datasetsHandlers({ studio, grants, board, opened, labs }),
      estimates: estimatesHandlers({ studio, opened, settings, board, grants }),
      exports: exportsHandlers({ studio, grants, opened, settings, board }),
      imports: importsHandlers({ studio, grants, board }),
      transfer: transferHandlers({ studio, opened, recent, grants, board }),
      settings: settingsHandlers(settings),
      engine: engineHandlers(studio, board, settings),
      lab: labHandlers(labs, opened, grants),
      evaluation: evaluationHandlers({ studio, opened, settings, board }),
    }
    // Beside the start, which a disk that is slow to answer must not hold up.
    const finding = takeOverAll(trainings, recent.folders(), onBug)
    const serving = { services: studioServices, handlers, context: {}, onBug }
    return {
      handlers,
      grants,
      settings,
      board,
      trainings,
      serve: (port) => serveClient(serving, port),
      async close() {
        await finding
        await labs.close()
        await trainings.stopAll()
        for (const project of opened.all()) await opened.close(project.id)
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw diskProblem(error, 'the workspace', workspace)
  }
}

/** Runs that went on without a studio, in every project that was opened lately. */
async function takeOverAll(
  trainings: Trainings,
  folders: readonly string[],
  onBug: HostOptions['onBug'],
): Promise<void> {
  for (const folder of folders)
    await trainings.takeOver(folder).catch((error) => {
      // What is wrong with a project is told when somebody opens it.
      if (!(error instanceof Problem)) onBug(error, 'finding runs again')
    })
}

async function lockWorkspace(workspace: string) {
  try {
    await realDisk.makeFolder(workspace)
    const lock = await acquireLock(realDisk, workspace, { what: `the workspace ${path.basename(workspace)}` })
    await removeLeftovers(realDisk, workspace)
    return lock
  } catch (error) {
    throw diskProblem(error, 'the workspace', workspace)
  }
}

/** A project of which runs wait or train is kept: closing it would leave them without a list to be found in. */
const idleOnly =
  (trainings: Trainings) =>
  ({ folder }: { readonly folder: string }): void => {
    const [busy] = trainings.busy(folder)
    if (!busy) return
    throw new Problem({
      code: 'run-busy',
      message: `run ${busy.run.id} of the project ${busy.summary.state === 'queued' ? 'waits in the queue' : 'is being trained'}`,
      remedy: 'stop it first',
      place: folder,
    })
  }
