/**
 * What the set-up does, for people, on stderr: on a terminal one line that is drawn again in place, elsewhere a plain line at the
 * start, now and then between, and at the end. A step that ends within `quietMs` says nothing.
 *
 * @typedef {object} Step
 * @property {(done: number) => void} advance how much is done, in the unit of `total`
 * @property {() => void} end
 * @property {() => void} fail leaves the line as it is, for the message that follows
 */

const quietMs = 300
const drawMs = 100
const plainMs = 10_000

/**
 * @param {NodeJS.WriteStream | { write(text: string): unknown, isTTY?: boolean, columns?: number }} [out]
 */
export function createProgress(out = process.stderr) {
  return {
    /**
     * @param {string} text one line for people
     */
    say(text) {
      out.write(`${text}\n`)
    },

    /**
     * @param {string} title what is done: 'Fetching TensorFlow 2.21.0'
     * @param {{ total?: number, unit?: 'bytes' | 'packages' }} [amount]
     * @returns {Step}
     */
    step(title, amount = {}) {
      return out.isTTY ? drawnStep(out, title, amount) : plainStep(out, title, amount)
    },
  }
}

/** @typedef {ReturnType<typeof createProgress>} Progress */
/** @typedef {{ total?: number, unit?: 'bytes' | 'packages' }} Amount */

/**
 * Does work under a step that ends or fails with it.
 *
 * @template T
 * @param {Progress} progress
 * @param {string} title
 * @param {Amount} amount
 * @param {(advance: (done: number) => void) => Promise<T>} work
 */
export async function withStep(progress, title, amount, work) {
  const step = progress.step(title, amount)
  try {
    const result = await work(step.advance)
    step.end()
    return result
  } catch (error) {
    step.fail()
    throw error
  }
}

/**
 * @param {{ write(text: string): unknown, columns?: number }} out
 * @param {string} title
 * @param {Amount} amount
 * @returns {Step}
 */
function drawnStep(out, title, { total, unit }) {
  const begin = Date.now()
  let done = 0
  let drawn = false
  const draw = () => {
    const seconds = (Date.now() - begin) / 1000
    const line = total
      ? `${title}  ${bar(done / total)}  ${amountOf(done, total, unit)}${rest(done, total, seconds)}`
      : `${title}  ${Math.floor(seconds)} s`
    // Wider than the window it would wrap and leave its upper half behind at each redraw.
    out.write(`\r\x1b[2K${line.slice(0, (out.columns || 80) - 1)}`)
    drawn = true
  }
  const timer = setInterval(() => Date.now() - begin >= quietMs && draw(), drawMs)
  const close = () => {
    clearInterval(timer)
    if (drawn) out.write('\r\x1b[2K')
  }
  return {
    advance(now) {
      done = now
    },
    end() {
      close()
      if (drawn) out.write(`${title}: done in ${secondsSince(begin)}\n`)
    },
    fail() {
      close()
      out.write(`${title}: failed after ${secondsSince(begin)}\n`)
    },
  }
}

/**
 * @param {{ write(text: string): unknown }} out
 * @param {string} title
 * @param {Amount} amount
 * @returns {Step}
 */
function plainStep(out, title, { total, unit }) {
  const begin = Date.now()
  let done = 0
  let last = begin
  let opened = false
  const timer = setInterval(() => {
    const now = Date.now()
    if (!opened && now - begin >= quietMs) {
      out.write(`${title}${total && unit === 'bytes' ? ` (${megabytes(total)} MB)` : ''} ...\n`)
      opened = true
    }
    if (now - last < plainMs) return
    last = now
    out.write(`  ${total ? `${amountOf(done, total, unit)}, ` : ''}${secondsSince(begin)}\n`)
  }, drawMs)
  return {
    advance(now) {
      done = now
    },
    end() {
      clearInterval(timer)
      if (opened) out.write(`${title}: done in ${secondsSince(begin)}\n`)
    },
    fail() {
      clearInterval(timer)
      out.write(`${title}: failed after ${secondsSince(begin)}\n`)
    },
  }
}

const width = 24

/** @param {number} share */
function bar(share) {
  const full = Math.round(Math.min(1, share) * width)
  return `[${'#'.repeat(full)}${'.'.repeat(width - full)}]`
}

/**
 * @param {number} done
 * @param {number} total
 * @param {Amount['unit']} unit
 */
const amountOf = (done, total, unit) =>
  unit === 'bytes' ? `${megabytes(done)} / ${megabytes(total)} MB` : `${done} / ${total}${unit ? ` ${unit}` : ''}`

/**
 * @param {number} done
 * @param {number} total
 * @param {number} seconds
 */
function rest(done, total, seconds) {
  if (done <= 0 || done >= total || seconds < 1) return ''
  return `  ${Math.ceil((seconds * (total - done)) / done)} s left`
}

/** @param {number} bytes */
const megabytes = (bytes) => Math.round(bytes / 1e6)

/** @param {number} begin */
const secondsSince = (begin) => `${((Date.now() - begin) / 1000).toFixed(1)} s`
