import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { measurePicture, percentile } from './measurePicture'
import { thumbnailLevel } from './thumbnail'

/** What numpy and scipy say (tests/scan/make_golden.py). */
interface Golden {
  readonly name: string
  readonly size: readonly [height: number, width: number]
  readonly brightness: number
  readonly brightest: number
  readonly deviation: number
  readonly sharpness: number
  readonly colour: number
  readonly channelMeans: readonly number[]
  readonly channelSquares: readonly number[]
  readonly hash: string
  readonly thumbnail: readonly (readonly number[])[]
}
const file = path.resolve(__dirname, '../../../tests/scan/golden.json')
const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden[]

/** The same integers as draw() of the script. */
function draw(name: string, [height, width]: readonly [height: number, width: number]): Uint8Array {
  const side = Math.max(height, width)
  const level = (x: number, y: number, c: number): number => {
    switch (name) {
      case 'noise':
        return ((x * 7 + y * 13 + c * 29 + 5) * (x + 3 * y + c + 1)) % 256
      case 'hills':
        return (
          Math.floor(((x * (side - x) * (c + 2) + y * (side - y) * 3 + 40 * c * x) * 255) / (side * side * 3)) % 256
        )
      case 'grey steps':
        return ((Math.floor(x / 5) + Math.floor(y / 9)) * 11) % 200
      case 'dark with a dot':
        return (x - 5) ** 2 + (y - 9) ** 2 < 3 ? 250 : (x + y + c) % 3
      default:
        throw new Error(name)
    }
  }
  const rgb = new Uint8Array(height * width * 3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) rgb[(y * width + x) * 3 + c] = level(x, y, c)
  return rgb
}

describe.each(golden)('$name at $size', (wanted) => {
  const measures = measurePicture(draw(wanted.name, wanted.size), wanted.size)

  test('brightness, deviation, sharpness and colour are those of numpy', () => {
    expect(measures.brightness).toBeCloseTo(wanted.brightness, 4)
    expect(measures.deviation).toBeCloseTo(wanted.deviation, 4)
    expect(measures.sharpness / wanted.sharpness).toBeCloseTo(1, 5)
    expect(measures.brightest).toBe(wanted.brightest)
    expect(measures.colour).toBe(wanted.colour)
    for (const c of [0, 1, 2]) {
      expect(measures.channelMeans[c]).toBeCloseTo(wanted.channelMeans[c] as number, 6)
      expect(measures.channelSquares[c]).toBeCloseTo(wanted.channelSquares[c] as number, 4)
    }
  })

  test('its hash is that of numpy', () =>
    expect(measures.hash.map((half) => half.toString(16).padStart(8, '0')).join('')).toBe(wanted.hash))

  test('its thumbnail is that of numpy', () => {
    for (let pixel = 0; pixel < 256; pixel++)
      // numpy rounds a half to the even one.
      for (const c of [0, 1, 2])
        expect(
          Math.abs(thumbnailLevel(measures.thumbnail, pixel, c) - (wanted.thumbnail[c]?.[pixel] as number)),
        ).toBeLessThanOrEqual(1)
  })
})

test('a grey picture keeps one value a pixel, one of colour three', () => {
  expect(measurePicture(draw('grey steps', [64, 64]), [64, 64]).thumbnail).toHaveLength(256)
  expect(measurePicture(draw('noise', [32, 32]), [32, 32]).thumbnail).toHaveLength(768)
})

test('a picture of one colour: no deviation, no sharpness, no bit', () => {
  const measures = measurePicture(new Uint8Array(32 * 32 * 3).fill(77), [32, 32])
  expect(measures).toMatchObject({
    brightness: expect.closeTo(77, 4),
    brightest: 77,
    sharpness: 0,
    colour: 0,
    hash: [0, 0],
  })
  expect(measures.deviation).toBeLessThan(0.1)
})

test.each([
  [[1, 0, 0, 99], 0.01, 0],
  [[1, 0, 0, 99], 0.011, 3],
  [[98, 1, 1, 0], 0.99, 1],
  [[99, 0, 0, 1], 0.99, 0],
])('of the counts %j at least the part %d does not exceed level %d', (counts, part, level) =>
  expect(percentile(Uint32Array.from(counts), part)).toBe(level),
)
