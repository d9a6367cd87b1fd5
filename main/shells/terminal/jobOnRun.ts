import type { EngineSettings } from '../../../shared/records/engineSettings'
import { chooseEngine } from '../../studio/engine/chooseEngine'
import type { DeviceWish } from '../../studio/engine/deviceWish'
import { findRun, readRun } from '../../studio/runs/runFolder'
import { runJob } from '../../studio/studio'
import type { Output } from './output'
import { showWork } from './showWork'
import { createStatusLine } from './statusLine'
import { terminalStudio } from './theStudio'

/** What every job on a run is told: the run, and the TensorFlow that it began with unless a device was wished for. */
export interface OnRun {
  readonly engine: EngineSettings
  readonly gpuRequired: boolean
  readonly runFolder: string
}

type Task = Parameters<typeof runJob>[1]

/** Runs a job on the run of that name and shows what it does; gives its result and the run's folder. */
export async function jobOnRun<N extends Task['task']>(
  name: string,
  device: DeviceWish,
  output: Output,
  task: (on: OnRun) => Extract<Task, { task: N }>,
) {
  const studio = terminalStudio()
  const { folder } = await findRun(name, process.cwd())
  const { engine: stored } = await readRun(folder)
  const choice = chooseEngine({ wish: device, folders: studio.engines, hasDriver: studio.hasDriver, stored })
  const { engine, gpuRequired } = choice
  const status = createStatusLine()
  const result = await runJob<N>(studio, task({ engine, gpuRequired, runFolder: folder }), choice, {
    onEvent: showWork(status, output),
    ...(output.isDebug && { onText: output.say }),
  })
  status.clear()
  return { folder, result }
}
