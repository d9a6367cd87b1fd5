/**
 * A baseline JPEG of soft random colours, 32 x 32 pixels, about half a kilobyte: its cosine coefficients are drawn from the seed, so that
 * every seed gives another picture and nothing need be transformed.
 *
 * @param {number} seed
 */
export function randomJpeg(seed) {
  const random = generator(seed)
  const bits = new BitWriter()
  // 4 x 4 blocks of 8 x 8 pixels, each of Y, Cb and Cr.
  const last = [0, 0, 0]
  for (let block = 0; block < 16; block++)
    for (let component = 0; component < 3; component++) {
      const strength = component === 0 ? 1 : 0.4
      const mean = Math.round((random() * 2 - 1) * 50 * strength)
      writeNumber(bits, dcSizes, mean - /** @type {number} */ (last[component]))
      last[component] = mean
      for (let k = 1; k < 10; k++) {
        const value = Math.round((random() * 2 - 1) ** 3 * (30 / k) * strength) || 1
        writeNumber(bits, acSymbols, value)
      }
      bits.write(acSymbols.indexOf(endOfBlock), 4)
    }
  return Buffer.concat([head, bits.end(), Buffer.from([0xff, 0xd9])])
}

const endOfBlock = 0x00
/** Sizes of a difference of means, in bits; a code is the position, four bits long. */
const dcSizes = [0, 1, 2, 3, 4, 5, 6, 7, 8]
/** Zeros before the number and its size in bits, as one byte: none here. */
const acSymbols = [endOfBlock, 1, 2, 3, 4, 5, 6]

const head = Buffer.concat([
  Buffer.from([0xff, 0xd8]),
  // Quantization: all coefficients in steps of 8.
  segment(0xdb, [0, ...Array(64).fill(8)]),
  // Baseline, 8 bit, 32 x 32, three components without subsampling.
  segment(0xc0, [8, 0, 32, 0, 32, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]),
  huffmanTable(0x00, dcSizes),
  huffmanTable(0x10, acSymbols),
  segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
])

/**
 * @param {number} marker
 * @param {number[]} bytes
 */
function segment(marker, bytes) {
  return Buffer.from([0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 255, ...bytes])
}

/**
 * All codes are four bits long.
 * @param {number} id
 * @param {number[]} symbols
 */
function huffmanTable(id, symbols) {
  return segment(0xc4, [id, 0, 0, 0, symbols.length, ...Array(12).fill(0), ...symbols])
}

/**
 * A symbol that names the size, and the number in so many bits; negative ones less one (T.81, F.1.2.1).
 * @param {BitWriter} bits
 * @param {number[]} symbols
 * @param {number} value
 */
function writeNumber(bits, symbols, value) {
  const size = 32 - Math.clz32(Math.abs(value))
  bits.write(symbols.indexOf(size), 4)
  if (size > 0) bits.write(value < 0 ? value + 2 ** size - 1 : value, size)
}

class BitWriter {
  /** @type {number[]} */
  bytes = []
  held = 0
  count = 0

  /**
   * @param {number} value
   * @param {number} size
   */
  write(value, size) {
    this.held = (this.held << size) | value
    this.count += size
    while (this.count >= 8) {
      const byte = (this.held >> (this.count - 8)) & 255
      // A byte of ones in the data is marked as no marker.
      this.bytes.push(byte, ...(byte === 0xff ? [0] : []))
      this.count -= 8
      this.held &= 2 ** this.count - 1
    }
  }

  end() {
    this.write(0x7f, 7)
    return Buffer.from(this.bytes)
  }
}

/**
 * Numbers from 0 to 1 that follow from the seed (mulberry32).
 * @param {number} seed
 */
function generator(seed) {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
