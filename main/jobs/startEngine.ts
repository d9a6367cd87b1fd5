import { Problem } from '../../shared/problem'
import type { EngineSettings } from '../../shared/records/engineSettings'
import { hasGpu, tensorflow, tensorflowVersion } from '../engine/tensorflow'

/** TensorFlow as it runs in this process. */
export interface RunningEngine {
  /** What really computes: `cpu`, `gpu:0`. */
  readonly device: string
  readonly tensorflow: string
  readonly tfjs: string
}

/**
 * Loads TensorFlow, whose settings stand in the environment since the process began, and finds out what it runs on.
 * `missingGpu` hears of a GPU that was to be used and is not, where the CPU may take over; where it may not, that is a Problem.
 */
export function startEngine(
  { engine, gpuRequired }: { engine: EngineSettings; gpuRequired: boolean },
  missingGpu: (problem: Problem) => void,
): RunningEngine {
  const names = { tensorflow: tensorflowVersion(), tfjs: tensorflow().version['tfjs-node'] }
  if (engine.device === 'cpu') return { device: 'cpu', ...names }
  if (hasGpu()) return { device: `gpu:${engine.device}`, ...names }
  const problem = new Problem({
    code: 'gpu-not-usable',
    message: `GPU ${engine.device} is not usable: TensorFlow ${names.tensorflow} found no GPU that it can run on`,
    remedy: 'see that "nvidia-smi" lists it and that its driver is new enough for CUDA 12, or use --device cpu',
  })
  if (gpuRequired) throw problem
  missingGpu(problem)
  return { device: 'cpu', ...names }
}
