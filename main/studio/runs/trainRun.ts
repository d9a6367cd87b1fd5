import type { TrainTask } from '../../../shared/contract/jobs'
import { chooseEngine, type EngineChoice } from '../engine/chooseEngine'
import type { DeviceWish } from '../engine/deviceWish'
import type { OpenProject } from '../projects/projects'
import type { Studio } from '../studio'
import { attachedProcess } from '../supervision/attachedProcess'
import type { CarriedProcess } from '../supervision/jobCarrier'
import { type RunListeners, type SupervisedRun, superviseRun } from '../supervision/superviseRun'
import { layerloomVersion } from '../version'
import { checkNetwork } from './checkNetwork'
import { createRunFolder, type KnownRun, readRun, removeIfEmpty } from './runFolder'

export interface TrainOptions {
  /** `undefined`: as the run had it, or the best there is. */
  readonly device: DeviceWish | undefined
  readonly stopAfterStep?: number | undefined
  /** A new run's folder that was made already, when it was put into the queue. */
  readonly run?: KnownRun | undefined
}

/** A run that was started. */
export interface StartedRun extends SupervisedRun {
  readonly run: KnownRun
}

/** A new run of a project. Throws a Problem before any process is started if the network is unsound or the device missing. */
export async function startRun(
  studio: Studio,
  open: OpenProject,
  options: TrainOptions,
  listeners: RunListeners,
): Promise<StartedRun> {
  const choice = checkStart(studio, open, options)
  const run = options.run ?? (await createRunFolder(open.folder, new Date()))
  const begin = { id: run.id, projectFolder: open.folder, project: open.project, layerloom: layerloomVersion }
  return launch(studio, run, { ...taskFor(run, choice, options), begin }, choice, listeners)
}

/** Whether a run of the project could be started now. Throws the Problem if not. */
export function checkStart(studio: Studio, open: OpenProject, options: TrainOptions): EngineChoice {
  checkNetwork(open)
  return engineFor(studio, options)
}

/** The rest of a run that was stopped, killed or lost. */
export async function resumeRun(
  studio: Studio,
  run: KnownRun,
  options: TrainOptions,
  listeners: RunListeners,
): Promise<StartedRun> {
  const { engine } = await readRun(run.folder)
  const choice = engineFor(studio, { ...options, stored: engine })
  return launch(studio, run, taskFor(run, choice, options), choice, listeners)
}

/** A run that a process trains which outlived its studio; `undefined` if there is none that answers. */
export async function takeOverRun(
  studio: Studio,
  run: KnownRun,
  listeners: RunListeners,
): Promise<StartedRun | undefined> {
  const running = await attachedProcess(run.folder)
  if (!running) return undefined
  const options = { device: undefined }
  const choice = engineFor(studio, { ...options, stored: (await readRun(run.folder)).engine })
  return launch(studio, run, taskFor(run, choice, options), choice, listeners, running)
}

/** The TensorFlow for a job on a run or a project. `stored`: with which it began. */
export function engineFor(
  { engines, hasDriver }: Studio,
  { device, stored }: { readonly device: DeviceWish | undefined; readonly stored?: EngineChoice['engine'] },
): EngineChoice {
  return chooseEngine({ wish: device ?? 'auto', folders: engines, hasDriver, stored })
}

const taskFor = (
  { folder }: KnownRun,
  { engine, gpuRequired }: EngineChoice,
  { stopAfterStep }: TrainOptions,
): TrainTask => ({
  task: 'train',
  engine,
  gpuRequired,
  runFolder: folder,
  stopAfterStep,
})

function launch(
  studio: Studio,
  run: KnownRun,
  task: TrainTask,
  choice: EngineChoice,
  listeners: RunListeners,
  running?: CarriedProcess,
): StartedRun {
  const supervised = superviseRun(studio, task, choice, listeners, { running })
  return { ...supervised, run, ended: supervised.ended.finally(() => removeIfEmpty(run.folder)) }
}
