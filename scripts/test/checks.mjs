import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { errorCode } from '../setup/problem.mjs'
import { root } from '../setup/root.mjs'

/** @typedef {import('./summaryReporter.mjs').Summary} Summary */

/** Types: the whole; shared/ once more without Node's, which it may not use; what runs in a window and the tests that reach into one, with a browser's. */
export const typeCheck = () =>
  check('Types', async () => {
    let isGood = true
    for (const project of [
      'tsconfig.json',
      'shared/tsconfig.json',
      'renderer/tsconfig.json',
      'tests/e2e/tsconfig.json',
    ])
      isGood = (await tool('typescript/bin/tsc', ['-p', project])) && isGood
    return isGood
  })

/** Lint, format and import directions. */
export const lint = () => check('Lint', () => tool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']))

/**
 * All tests, or those that the words pick.
 * @param {readonly string[]} words
 * @returns {Promise<Summary>}
 */
export async function unitTests(words) {
  const file = path.join(root, 'out', `tests-${process.pid}.json`)
  const reporters = ['--reporter=default', '--reporter=./scripts/test/summaryReporter.mjs']
  const isGood = await tool('vitest/vitest.mjs', ['run', ...reporters, ...words], { LAYERLOOM_TEST_SUMMARY: file })
  try {
    /** @type {Summary} */
    const summary = JSON.parse(readFileSync(file, 'utf8'))
    // It can fail without a failed test, for want of any test.
    return isGood || summary.failed > 0 ? summary : { ...summary, failed: 1 }
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
    return { passed: 0, failed: 1, skipped: [], retried: [] }
  } finally {
    rmSync(file, { force: true })
  }
}

/**
 * @param {string} name
 * @param {() => Promise<boolean>} run
 * @returns {Promise<Summary>}
 */
async function check(name, run) {
  const begin = Date.now()
  const isGood = await run()
  console.log(`${name}: ${isGood ? 'good' : 'FAILED'} (${((Date.now() - begin) / 1000).toFixed(1)} s)`)
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: [], retried: [] }
}

/**
 * @param {string} script in node_modules
 * @param {readonly string[]} words
 * @param {Record<string, string>} [env]
 * @returns {Promise<boolean>} whether it ended with 0
 */
function tool(script, words, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules', script), ...words], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.on('error', reject)
    child.on('close', (status) => resolve(status === 0))
  })
}
