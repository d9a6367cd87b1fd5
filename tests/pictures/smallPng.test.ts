import { deflateSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { inspectPicture } from '../../main/data/pictures/inspectPicture'
import { decodeSmallPng } from '../../main/data/pictures/smallPng'
import { randomFrom } from '../../main/disk/testing/randomFrom'
import { DecodeCalls } from '../../main/jobs/pictures/decodeCalls'
import { type PngRows, pngOf } from '../data/pngOf'

const calls = new DecodeCalls()
afterAll(() => calls.close())

/** What the engine makes of it; `undefined` where it refuses. */
async function byEngine(file: Uint8Array, { width, height, colour }: PngRows): Promise<Uint8Array | undefined> {
  const channels = colour === 'grey' ? 1 : 3
  const placement = { scale: [1, 1], translation: [0, 0], covered: { top: 0, left: 0, height, width } } as const
  const target = { height, width, background: [255, 255, 255] } as const
  return calls
    .run({ coding: 'png', channels, wanted: channels, resized: undefined }, target, [
      { file, height, width, placement },
    ])
    .catch(() => undefined)
}

function ours(file: Uint8Array, { width, height, colour }: PngRows): Uint8Array | undefined {
  const { header } = inspectPicture(file)
  const channels = colour === 'grey' ? 1 : 3
  const into = new Uint8Array(width * height * channels)
  return header && decodeSmallPng(file, header, channels, into) ? into : undefined
}

/** Rows with long and short repetitions, each with a filter at random. */
function randomRows(random: (below: number) => number): PngRows {
  const colour = random(2) === 0 ? 'grey' : 'rgb'
  const [width, height] = [1 + random(20), 1 + random(20)]
  const stride = width * (colour === 'grey' ? 1 : 3) + 1
  const shades = 1 + random(256)
  const rows = Uint8Array.from({ length: height * stride }, (_, k) => (k % stride === 0 ? random(5) : random(shades)))
  return { width, height, colour, rows }
}

test('200 pictures with all filters, levels and windows: the engine has the same pixels', async () => {
  const random = randomFrom(1)
  let taken = 0
  for (let k = 0; k < 200; k++) {
    const rows = randomRows(random)
    const file = pngOf(rows, { level: random(10), windowBits: 9 + random(7), strategy: random(5) })
    const pixels = ours(file, rows)
    if (!pixels) continue
    taken++
    expect(await byEngine(file, rows)).toEqual(pixels)
  }
  expect(taken).toBeGreaterThan(100)
})

test('300 pictures with another window claimed or a bit turned: what is taken the engine takes too, with the same pixels', async () => {
  const random = randomFrom(2)
  let [taken, refused] = [0, 0]
  for (let k = 0; k < 300; k++) {
    const rows = randomRows(random)
    const packed = Uint8Array.from(deflateSync(rows.rows))
    if (k % 2 === 0) claimWindow(packed, random(8))
    else {
      const at = random(packed.length)
      packed[at] = (packed[at] as number) ^ (1 << random(8))
    }
    const file = pngOf(rows, { packed })
    const pixels = ours(file, rows)
    if (!pixels) refused++
    else {
      taken++
      expect(await byEngine(file, rows)).toEqual(pixels)
    }
  }
  expect(taken).toBeGreaterThan(20)
  expect(refused).toBeGreaterThan(150)
})

/** Writes a window of 256 bytes times a power of two into the head of a stream, which has a check of its own. */
function claimWindow(packed: Uint8Array, power: number): void {
  const method = power * 16 + 8
  packed[0] = method
  packed[1] = (31 - ((method * 256) % 31)) % 31
}
