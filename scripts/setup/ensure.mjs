import { withLock } from './lock.mjs'

/**
 * Makes something if it is not there, one process at a time; who waited finds it made.
 *
 * @param {{ locks: string, name: string, what: string, progress: import('./progress.mjs').Progress }} job
 * @param {() => boolean | Promise<boolean>} isThere
 * @param {() => Promise<void>} make
 */
export async function ensure({ locks, name, what, progress }, isThere, make) {
  if (await isThere()) return
  const onWait = (/** @type {number} */ pid) => progress.say(`Waiting for process ${pid}, which sets up ${what}`)
  await withLock(locks, name, { onWait }, async () => {
    if (!(await isThere())) await make()
  })
}
