import type { EngineSettings } from '../records/engineSettings'

/**
 * The settings as environment variables, for a process that has not loaded TensorFlow yet: it reads these once, so whoever starts a
 * job process sets them.
 */
export function engineVariables({
  intraOpThreads,
  interOpThreads,
  oneDnn,
  device,
}: EngineSettings): Record<string, string> {
  return {
    TF_NUM_INTRAOP_THREADS: String(intraOpThreads),
    TF_NUM_INTEROP_THREADS: String(interOpThreads),
    TF_ENABLE_ONEDNN_OPTS: oneDnn ? '1' : '0',
    TF_CPP_MIN_LOG_LEVEL: '2',
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    CUDA_VISIBLE_DEVICES: device === 'cpu' ? '-1' : String(device),
  }
}
