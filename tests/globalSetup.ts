import { SetUpProblem } from '../scripts/setup/problem.mjs'
import { setUp } from '../scripts/setup/setUp.mjs'

/**
 * Tests start what `npm start` starts: packages, engine and bundle as the sources are now; the processes that run them inherit where those are.
 *
 * `npm test` has set up before and stopped if that failed. A bare `vitest run` of a few unit tests goes on without, with a word.
 */
export default async function globalSetup(): Promise<void> {
  try {
    Object.assign(process.env, await setUp())
  } catch (error) {
    if (!(error instanceof SetUpProblem) || process.env.LAYERLOOM_SET_UP === 'done') throw error
    console.warn(`Not set up, tests that start the program see an old one or none: ${error.message}`)
  }
}
