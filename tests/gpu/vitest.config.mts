import { defineConfig } from 'vitest/config'
import { root } from '../../scripts/setup/root.mjs'

/** The parity tables and the golden trainings once more, on the GPU: the same tests, another engine. */
export default defineConfig({
  root,
  test: {
    include: [
      'tests/parity/**/*.test.ts',
      'tests/graph/**/*.test.ts',
      'tests/engine/**/*.test.ts',
      'tests/gpu/**/*.test.ts',
    ],
    pool: 'forks',
    // One process at a time: each takes its share of the GPU's memory.
    maxWorkers: 1,
    testTimeout: 120_000,
    env: {
      LAYERLOOM_ENGINE: process.env.LAYERLOOM_ENGINE_CUDA ?? '',
      TF_FORCE_GPU_ALLOW_GROWTH: 'true',
      // The tables were made in float32; TensorFloat-32 keeps 10 bits of the mantissa.
      NVIDIA_TF32_OVERRIDE: '0',
    },
  },
})
