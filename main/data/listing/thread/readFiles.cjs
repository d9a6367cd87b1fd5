// A thread that reads small files one after the other. Plain JavaScript: its text is what the thread is started with.
'use strict'
const { closeSync, fstatSync, openSync, readSync } = require('node:fs')
const { parentPort } = require('node:worker_threads')

/**
 * Into `bytes` at `at`, if it is what was listed: whether it was. Why not is for the caller to find out.
 *
 * @param {string | Uint8Array} path
 * @param {number} size
 * @param {number} modified
 * @param {number} flags
 * @param {Uint8Array} bytes
 * @param {number} at
 */
function readInto(path, size, modified, flags, bytes, at) {
  let file
  try {
    file = openSync(typeof path === 'string' ? path : Buffer.from(path), flags)
    const stats = fstatSync(file)
    if (!stats.isFile() || stats.size !== size || stats.mtimeMs !== modified) return false
    for (let done = 0; done < size; ) {
      const got = readSync(file, bytes, at + done, size - done, done)
      if (got === 0) return false
      done += got
    }
    return true
  } catch {
    return false
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

parentPort?.on('message', ({ id, flags, paths, sizes, times }) => {
  const total = sizes.reduce((/** @type {number} */ sum, /** @type {number} */ size) => sum + size, 0)
  const bytes = new Uint8Array(total)
  const good = new Uint8Array(paths.length)
  let at = 0
  for (let k = 0; k < paths.length; k++) {
    good[k] = readInto(paths[k], sizes[k], times[k], flags, bytes, at) ? 1 : 0
    at += sizes[k]
  }
  parentPort?.postMessage({ id, bytes, good }, [bytes.buffer])
})
