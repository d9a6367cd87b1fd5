// A thread that reads pictures of a pack. Plain JavaScript: its text is what the thread is started with.
'use strict'
const { createHash } = require('node:crypto')
const { readSync } = require('node:fs')
const { parentPort } = require('node:worker_threads')

/**
 * Fills `bytes` at `at` with what lies at `position`: whether it could. Why not is for the caller to find out.
 *
 * @param {number} descriptor
 * @param {number} position
 * @param {number} size
 * @param {Uint8Array} bytes
 * @param {number} at
 */
function fill(descriptor, position, size, bytes, at) {
  try {
    for (let done = 0; done < size; ) {
      const got = readSync(descriptor, bytes, at + done, size - done, position + done)
      if (got === 0) return false
      done += got
    }
    return true
  } catch {
    return false
  }
}

parentPort?.on('message', ({ id, descriptor, size, places, isChecked, digests }) => {
  const bytes = new Uint8Array(places.length * size)
  let isGood = true
  for (let k = 0; k < places.length && isGood; k++) {
    isGood = fill(descriptor, places[k] * size, size, bytes, k * size)
    if (isGood && !isChecked[k]) {
      const pixels = bytes.subarray(k * size, (k + 1) * size)
      isGood = createHash('sha256')
        .update(pixels)
        .digest()
        .equals(digests.subarray(k * 32, (k + 1) * 32))
    }
  }
  parentPort?.postMessage({ id, bytes, isGood }, [bytes.buffer])
})
