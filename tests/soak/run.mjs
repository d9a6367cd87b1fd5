import { spawn } from 'node:child_process'

/**
 * The long version of the kill tests: 1,000 SIGKILLs of whole trainings, 1,000 of the checkpoint writer alone, 50 each of the web server
 * and under a real window; then five minutes of slow windows on a run, and on a job of a thousand messages a second. `npm run soak -- N` takes another
 * number (of the 50 at most 50).
 */
const kills = process.argv[2] ?? '1000'
if (!/^\d+$/.test(kills)) {
  process.stderr.write(`usage: npm run soak -- [KILLS]: "${kills}" is no number\n`)
  process.exit(2)
}

/** @param {string[]} words @param {Record<string, string>} [more] */
const vitest = (words, more = {}) =>
  new Promise((resolve) => {
    const env = { ...process.env, LAYERLOOM_KILLS: kills, ...more }
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...words], {
      stdio: 'inherit',
      env,
    })
    child.once('close', (code) => resolve(code === 0))
  })

const few = String(Math.min(50, Number(kills)))
const held = [
  await vitest(['tests/reliability/killTrain.test.ts', '--testTimeout=21600000']),
  await vitest(['main/jobs/train/checkpoints/kill.test.ts', '-t', 'random']),
  await vitest(['tests/web/kill.test.ts'], { LAYERLOOM_SERVER_KILLS: few }),
  await vitest(['tests/e2e/kill.test.ts', '--testTimeout=21600000'], { LAYERLOOM_WINDOW_KILLS: few }),
  await vitest(['tests/web/slowWindow.test.ts', 'tests/web/thousandMessages.test.ts', '--no-file-parallelism'], {
    LAYERLOOM_SLOW_SECONDS: '300',
  }),
]
process.exitCode = held.every(Boolean) ? 0 : 1
