import { writeFileSync } from 'node:fs'

/**
 * A vitest reporter that writes what `npm test` needs for its last line, and why tests were skipped, to the file that
 * `LAYERLOOM_TEST_SUMMARY` names. The default reporter speaks to people beside it.
 *
 * @typedef {{ passed: number, failed: number, skipped: { name: string, reason: string }[], retried: string[] }} Summary
 */
export default class SummaryReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    /** @type {Summary} */
    const summary = { passed: 0, failed: unhandledErrors.length, skipped: [], retried: [] }
    for (const testModule of modules) {
      // A file or a suite that breaks outside its tests has none to count, or only some of them.
      summary.failed += testModule.errors().length
      for (const suite of testModule.children.allSuites()) summary.failed += suite.errors().length
      for (const test of testModule.children.allTests()) count(test, summary)
    }
    writeFileSync(/** @type {string} */ (process.env.LAYERLOOM_TEST_SUMMARY), JSON.stringify(summary))
  }
}

/**
 * @param {import('vitest/node').TestCase} test
 * @param {Summary} summary
 */
function count(test, summary) {
  const result = test.result()
  const name = `${test.module.relativeModuleId} > ${test.fullName}`
  if (test.diagnostic()?.flaky) summary.retried.push(name)
  if (result.state === 'passed') summary.passed++
  else if (result.state === 'failed') summary.failed++
  else
    summary.skipped.push({
      name,
      reason: (result.state === 'skipped' && result.note) || 'as its name says',
    })
}
