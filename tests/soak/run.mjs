import { spawn } from 'node:child_process'

/**
 * The long version of the kill tests: 1,000 SIGKILLs of whole trainings, then 1,000 of the checkpoint writer alone.
 * `npm run soak -- N` takes another number.
 */
const kills = process.argv[2] ?? '1000'
if (!/^\d+$/.test(kills)) {
  process.stderr.write(`usage: npm run soak -- [KILLS]: "${kills}" is no number\n`)
  process.exit(2)
}

/** @param {string[]} words */
const vitest = (words) =>
  new Promise((resolve) => {
    const env = { ...process.env, LAYERLOOM_KILLS: kills }
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...words], {
      stdio: 'inherit',
      env,
    })
    child.once('close', (code) => resolve(code === 0))
  })

const held = [
  await vitest(['tests/reliability/killTrain.test.ts', '--testTimeout=21600000']),
  await vitest(['main/jobs/train/checkpoints/kill.test.ts', '-t', 'random']),
]
process.exitCode = held.every(Boolean) ? 0 : 1
