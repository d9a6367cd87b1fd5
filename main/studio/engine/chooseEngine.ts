import { engineVariables } from '../../../shared/contract/jobs'
import { Problem } from '../../../shared/problem'
import type { EngineSettings } from '../../../shared/records/engineSettings'
import { coreCount } from '../../disk/coreCount'
import type { DeviceWish } from './deviceWish'
import type { EngineFolders } from './engineFolders'

/** A TensorFlow to run and how. */
export interface EngineChoice {
  readonly folder: string
  readonly engine: EngineSettings
  /** The person named this GPU: the CPU will not do. */
  readonly gpuRequired: boolean
}

export interface EngineRequest {
  readonly wish: DeviceWish
  readonly folders: EngineFolders
  readonly hasDriver: boolean
  /** Of a run that goes on: its bits depend on them. The device follows the wish, where there is one. */
  readonly stored?: EngineSettings | undefined
}

/** Which of the engines that are set up serves the wish. Throws a Problem that says what is missing. */
export function chooseEngine({ wish, folders, hasDriver, stored }: EngineRequest): EngineChoice {
  const settings = stored ?? defaultSettings()
  if (typeof wish === 'object') {
    if (!folders.cuda) throw noGpu(wish.gpu, hasDriver)
    return { folder: folders.cuda, engine: { ...settings, device: wish.gpu }, gpuRequired: true }
  }
  if (wish === 'auto' && folders.cuda && stored?.device !== 'cpu') {
    const device = typeof stored?.device === 'number' ? stored.device : 0
    return { folder: folders.cuda, engine: { ...settings, device }, gpuRequired: false }
  }
  const folder = folders.cpu ?? folders.cuda
  if (!folder)
    throw new Problem({
      code: 'engine-missing',
      message: 'TensorFlow is not set up',
      remedy: 'start through "npm start", which sets it up',
    })
  return { folder, engine: { ...settings, device: 'cpu' }, gpuRequired: false }
}

/** The environment of a process that is to run it. */
export const engineEnvironment = ({ folder, engine }: EngineChoice): Record<string, string> => ({
  ...engineVariables(engine),
  LAYERLOOM_ENGINE: folder,
})

export function defaultSettings(): EngineSettings {
  const cores = coreCount()
  return { intraOpThreads: cores, interOpThreads: cores, oneDnn: true, device: 'cpu' }
}

/**
 * For a process that decodes pictures and trains nothing: several at once, each on one thread. If the threads of an op share in each of
 * them too, the same takes half as long again of the processors.
 */
export const decodingSettings = (): EngineSettings => ({ ...defaultSettings(), intraOpThreads: 1 })

const noGpu = (gpu: number, hasDriver: boolean): Problem =>
  new Problem({
    code: 'gpu-missing',
    message: hasDriver
      ? `GPU ${gpu} cannot be used: an NVIDIA driver is here, but TensorFlow for CUDA is not set up`
      : `GPU ${gpu} cannot be used: no NVIDIA driver was found on this machine`,
    remedy: hasDriver
      ? 'start once with LAYERLOOM_GPU=yes in the environment, or use --device cpu'
      : 'install the NVIDIA driver (525 or newer) and start again, or use --device cpu',
  })
