import { main } from './setup/main.mjs'
import { requireNode } from './setup/nodeVersion.mjs'

/**
 * `npm test`: sets up what is missing, then checks types, lint and all tests. Its last line is `N passed, N failed, N skipped`, type check and
 * lint counted as one each. Words after `--` pick test files.
 */
let passed = 0
let failed = 1
/** @type {import('./test/summaryReporter.mjs').Summary['skipped']} */
let skipped = []
/** @type {string[]} */
let retried = []

await main(async () => {
  requireNode()
  const { setUp } = await import('./setup/setUp.mjs')
  const { lint, typeCheck, unitTests } = await import('./test/checks.mjs')
  Object.assign(process.env, await setUp(), { LAYERLOOM_SET_UP: 'done' })
  const results = [await typeCheck(), await lint(), await unitTests(process.argv.slice(2))]
  passed = results.reduce((sum, result) => sum + result.passed, 0)
  failed = results.reduce((sum, result) => sum + result.failed, 0)
  skipped = results.flatMap((result) => result.skipped)
  retried = results.flatMap((result) => result.retried)
})

if (retried.length > 0) console.log('Passed at the second try only, which wants a look:')
for (const name of retried) console.log(`  ${name}`)
if (skipped.length > 0) console.log('Skipped:')
for (const { name, reason } of skipped) console.log(`  ${name}: ${reason}`)
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`)
process.exitCode = failed > 0 ? 1 : 0
