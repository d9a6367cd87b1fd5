import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['shared/**/*.test.ts', 'main/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // TensorFlow tells of every graph that it opens.
    env: { TF_CPP_MIN_LOG_LEVEL: '2' },
    globalSetup: ['tests/globalSetup.ts'],
  },
})
