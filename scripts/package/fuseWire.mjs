import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { SetUpProblem } from '../setup/problem.mjs'

/** Stands in front of the fuses in every Electron. */
const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')

/**
 * The fuses of an Electron's program: `1` on, `0` off, `r` taken away in that version.
 *
 * @param {string} program
 * @returns {string}
 */
export function readFuseWire(program) {
  const file = openSync(program, 'r')
  try {
    const at = findWire(file, program)
    const head = readAt(file, at, 2)
    if (head[0] !== 1) throw new SetUpProblem(`${program} has fuses of version ${head[0]}, which we do not know`)
    return readAt(file, at + 2, /** @type {number} */ (head[1])).toString('latin1')
  } finally {
    closeSync(file)
  }
}

/**
 * Turns one fuse on or off.
 *
 * @param {string} program
 * @param {number} index
 * @param {boolean} isOn
 */
export function setFuse(program, index, isOn) {
  const file = openSync(program, 'r+')
  try {
    writeSync(file, isOn ? '1' : '0', findWire(file, program) + 2 + index)
  } finally {
    closeSync(file)
  }
}

/**
 * @param {number} file
 * @param {string} program
 * @returns {number} where the version stands
 */
function findWire(file, program) {
  const { size } = fstatSync(file)
  const step = 1 << 24
  for (let start = 0; start < size; start += step) {
    const found = readAt(file, start, Math.min(step + sentinel.length, size - start)).indexOf(sentinel)
    if (found >= 0) return start + found + sentinel.length
  }
  throw new SetUpProblem(`${program} is no Electron: it has no fuses`)
}

/**
 * @param {number} file
 * @param {number} position
 * @param {number} length
 */
function readAt(file, position, length) {
  const buffer = Buffer.alloc(length)
  const count = readSync(file, buffer, 0, length, position)
  return buffer.subarray(0, count)
}
