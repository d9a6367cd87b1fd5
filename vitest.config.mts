import { defineConfig } from 'vitest/config'

/** `npm run e2e`: all tests of windows, one window at a time. */
const areWindows = process.env.LAYERLOOM_E2E === 'full'
const everywhere = ['shared/**/*.test.ts', 'main/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}', 'tests/**/*.test.ts']

export default defineConfig({
  test: {
    include: areWindows ? ['tests/{e2e,window}/**/*.{test,e2e}.ts'] : everywhere,
    fileParallelism: !areWindows,
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A borrowed machine may stall for a minute in the middle of a click. What needed it is named at the end (`scripts/test.mjs`).
    retry: process.env.CI === 'true' ? 1 : 0,
    // TensorFlow tells of every graph that it opens, and leaves oneDNN out on some processors; the studio's jobs have it on (`engineVariables.ts`).
    env: { TF_CPP_MIN_LOG_LEVEL: '2', TF_ENABLE_ONEDNN_OPTS: '1' },
    globalSetup: ['tests/globalSetup.ts'],
  },
})
