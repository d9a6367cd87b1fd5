import { SetUpProblem } from './problem.mjs'

/**
 * Runs a script: what a person can mend is said in a line or a few and ends it with 1; a bug shows its stack.
 * @param {() => Promise<void>} work
 */
export async function main(work) {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof SetUpProblem)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
