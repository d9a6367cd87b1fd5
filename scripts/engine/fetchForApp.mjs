import { SetUpProblem } from '../setup/problem.mjs'
import { makeAppEngine } from './appEngine.mjs'

/**
 * The bundle `out/main/fetchEngine.cjs`, a utility process of a packaged program: fetches TensorFlow's libraries at its first start. Words: cache, addon, folder. It posts
 * `{ what, done?, total? }` as it goes, and `{ done: true }` or `{ problem, remedy? }` at the end; the program ends it then.
 *
 * @typedef {{ postMessage(message: object): void }} ParentPort
 */
const port = /** @type {{ parentPort?: ParentPort }} */ (/** @type {unknown} */ (process)).parentPort
if (!port) throw new Error('this is a process of the packaged program')
const [cache = '', addon = '', folder = ''] = process.argv.slice(-3)

/** Tells at most so often, in milliseconds. */
const everyMs = 200

const progress = {
  /** @param {string} text */
  say: (text) => port.postMessage({ what: text }),
  /**
   * @param {string} title
   * @param {import('../setup/progress.mjs').Amount} [amount]
   */
  step(title, { total } = {}) {
    let last = 0
    port.postMessage({ what: title })
    return {
      advance(/** @type {number} */ done) {
        if (Date.now() - last < everyMs) return
        last = Date.now()
        port.postMessage({ what: title, ...(total && { done: Math.min(done, total), total }) })
      },
      end() {},
      fail() {},
    }
  },
}

makeAppEngine({ cache, addon, folder, progress }).then(
  () => port.postMessage({ done: true }),
  (error) =>
    port.postMessage({
      problem: error instanceof SetUpProblem ? error.message : `a fault in Layerloom itself: ${error?.stack ?? error}`,
    }),
)
