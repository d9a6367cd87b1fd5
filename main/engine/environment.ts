import { availableParallelism } from 'node:os'

/**
 * What must stand in the environment before TensorFlow loads, for it reads these once: the number of threads, oneDNN, and which
 * GPU. The bits of a result depend on all of them, so a run keeps them in its `job.json`.
 */
export interface EngineEnvironment {
  /** Threads inside one op. */
  readonly intraOpThreads: number
  /** Ops that may run side by side. */
  readonly interOpThreads: number
  readonly oneDnn: boolean
  /** `cpu`, or the number of the GPU to use. */
  readonly device: 'cpu' | number
}

export function defaultEnvironment(): EngineEnvironment {
  const cores = typeof availableParallelism === 'function' ? availableParallelism() : 2
  return { intraOpThreads: cores, interOpThreads: cores, oneDnn: true, device: 'cpu' }
}

/** The settings as environment variables for a process that has not loaded TensorFlow yet. */
export function asVariables({ intraOpThreads, interOpThreads, oneDnn, device }: EngineEnvironment): Record<string, string> {
  return {
    TF_NUM_INTRAOP_THREADS: String(intraOpThreads),
    TF_NUM_INTEROP_THREADS: String(interOpThreads),
    TF_ENABLE_ONEDNN_OPTS: oneDnn ? '1' : '0',
    TF_CPP_MIN_LOG_LEVEL: '2',
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    CUDA_VISIBLE_DEVICES: device === 'cpu' ? '-1' : String(device),
  }
}
