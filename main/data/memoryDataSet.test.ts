import { describe, expect, test } from 'vitest'
import { batchCount } from '../../shared/training/batchCount'
import { type Batch, batches } from './batches'
import { type Split, splits } from './dataSet'
import { memoryDataSet } from './memoryDataSet'

/** Pictures of 2x2 bytes, each of its own number; every tenth one stands twice. */
function pictures(count: number, from = 0) {
  const pixels = new Uint8Array(count * 4)
  const labels = new Int32Array(count)
  for (let i = 0; i < count; i++) {
    const number = from + i
    const kind = number % 10 === 9 ? number - 5 : number
    new DataView(pixels.buffer).setUint32(i * 4, kind * 2654435761)
    labels[i] = kind % 3
  }
  return { imageShape: [2, 2, 1] as const, classes: ['a', 'b', 'c'], pixels, labels }
}
const rule = { validation: 0.2, test: 0.1, seed: 4 }
const words = (pixels: Uint8Array) =>
  Array.from({ length: pixels.length / 4 }, (_, i) => new DataView(pixels.buffer, pixels.byteOffset).getUint32(i * 4))

async function images(data: ReturnType<typeof memoryDataSet>, split: Split): Promise<number[]> {
  const indices = Int32Array.from({ length: data.count(split) }, (_, i) => i)
  const into = new Uint8Array(indices.length * 4)
  await data.read(split, indices, into)
  return words(into)
}

describe('the split', () => {
  test('deals out every image once, in the order of the source, near the parts asked for', async () => {
    const source = pictures(4000)
    const data = memoryDataSet('x', source, rule)
    const all = words(source.pixels)
    const parts = await Promise.all(splits.map((split) => images(data, split)))
    expect(parts.flat().sort()).toEqual([...all].sort())
    for (const part of parts) {
      let at = -1
      for (const word of part) {
        at = all.indexOf(word, at + 1)
        expect(at).toBeGreaterThanOrEqual(0)
      }
    }
    expect(data.count('validation') / 4000).toBeCloseTo(0.2, 1)
    expect(data.count('test') / 4000).toBeCloseTo(0.1, 1)
    expect(data.labels('train')).toHaveLength(data.count('train'))
  })

  test('keeps copies of an image together', async () => {
    const data = memoryDataSet('x', pictures(4000), rule)
    const parts = await Promise.all(splits.map(async (split) => new Set(await images(data, split))))
    for (const [k, part] of parts.entries())
      for (const other of parts.slice(k + 1)) expect([...part].filter((word) => other.has(word))).toEqual([])
  })

  test('moves no image when others are added or taken away', async () => {
    const whole = memoryDataSet('x', pictures(4000), rule)
    const half = memoryDataSet('x', pictures(2000, 1000), rule)
    for (const split of splits) {
      const there = new Set(await images(whole, split))
      expect((await images(half, split)).every((word) => there.has(word))).toBe(true)
    }
  })

  test('is another one with another seed, and the same with the same', async () => {
    const of = async (seed: number) =>
      String(await images(memoryDataSet('x', pictures(500), { ...rule, seed }), 'test'))
    expect(await of(1)).toBe(await of(1))
    expect(new Set([await of(1), await of(2), await of(2 ** 40)]).size).toBe(3)
  })

  test("leaves a source's own test set as it is", async () => {
    const source = pictures(1000)
    const data = memoryDataSet('x', { ...source, testFrom: 900 }, rule)
    expect(await images(data, 'test')).toEqual(words(source.pixels).slice(900))
    expect(data.count('validation') + data.count('train')).toBe(900)
    const none = memoryDataSet('x', { ...source, testFrom: 900 }, { ...rule, validation: 0 })
    expect([none.count('train'), none.count('validation'), none.count('test')]).toEqual([900, 0, 100])
  })
})

describe('the hash', () => {
  const source = pictures(300)
  const hash = (changes: Partial<Parameters<typeof memoryDataSet>[1]> = {}, changedRule = rule) =>
    memoryDataSet('x', { ...source, ...changes }, changedRule).hash

  test('is the same for the same data, whatever it is called', () => {
    expect(hash()).toMatch(/^[0-9a-f]{64}$/)
    expect(memoryDataSet('another name', pictures(300), rule).hash).toBe(hash())
  })

  const pixel = source.pixels.slice()
  pixel[700] = (pixel[700] as number) ^ 1
  const label = source.labels.slice()
  label[5] = ((label[5] as number) + 1) % 3
  test.each([
    ['a pixel', { pixels: pixel }],
    ['a label', { labels: label }],
    ['the name of a class', { classes: ['a', 'b', 'd'] }],
    ['the shape', { imageShape: [4, 1, 1] as const }],
    ['a test set of its own', { testFrom: 290 }],
  ])('changes with %s', (_, changes) => expect(hash(changes)).not.toBe(hash()))

  test('changes with the order of two images', () => {
    const pixels = source.pixels.slice()
    pixels.copyWithin(0, 4, 8)
    pixels.set(source.pixels.subarray(0, 4), 4)
    const [first, second, ...rest] = source.labels
    const labels = Int32Array.of(second as number, first as number, ...rest)
    const all = { validation: 0, test: 0, seed: 1 }
    expect(hash({ pixels, labels }, all)).not.toBe(hash({}, all))
  })

  test('changes with the split', () => {
    expect(hash({}, { ...rule, seed: 5 })).not.toBe(hash())
    expect(hash({}, { ...rule, validation: 0.3 })).not.toBe(hash())
  })
})

describe('batches', () => {
  const data = memoryDataSet('x', pictures(1000), { validation: 0, test: 0, seed: 1 })
  const collect = async (options: Parameters<typeof batches>[2]) => {
    const found: Batch[] = []
    for await (const batch of batches(data, 'train', options)) found.push(batch)
    return found
  }

  test('visit every image once an epoch, each with its own label', async () => {
    const found = await collect({ batchSize: 64, shuffle: { seed: 0, epoch: 3 } })
    expect(found.map(({ index }) => index)).toEqual([...Array(16).keys()])
    expect(found.map(({ labels }) => labels.length)).toEqual([...Array(15).fill(64), 1000 - 15 * 64])
    expect(found.flatMap(({ indices }) => [...indices]).sort((a, b) => a - b)).toEqual([...Array(1000).keys()])
    const all = words(pictures(1000).pixels)
    for (const { images: pixels, labels, indices } of found) {
      expect(words(pixels)).toEqual([...indices].map((i) => all[i]))
      expect([...labels]).toEqual([...indices].map((i) => data.labels('train')[i]))
    }
  })

  test('can be taken up at any batch', async () => {
    const options = { batchSize: 96, shuffle: { seed: 8, epoch: 1 } }
    const whole = await collect(options)
    for (let startBatch = 0; startBatch <= whole.length; startBatch++)
      expect(await collect({ ...options, startBatch })).toEqual(whole.slice(startBatch))
  })

  test('come in another order each epoch, in that of the split without shuffling, full ones only if asked', async () => {
    const order = async (epoch: number) =>
      String((await collect({ batchSize: 100, shuffle: { seed: 0, epoch } })).map(({ indices }) => indices))
    expect(await order(0)).not.toBe(await order(1))
    const plain = await collect({ batchSize: 300 })
    expect(plain.flatMap(({ indices }) => [...indices])).toEqual([...Array(1000).keys()])
    expect((await collect({ batchSize: 300, dropLast: true })).map(({ labels }) => labels.length)).toEqual([
      300, 300, 300,
    ])
    expect([batchCount(1000, 300), batchCount(1000, 300, true), batchCount(0, 300)]).toEqual([4, 3, 0])
  })

  test('of no size, and images that are not there, are bugs', async () => {
    await expect(collect({ batchSize: 0 })).rejects.toThrow('a batch of 0 images')
    await expect(data.read('train', Int32Array.of(1000), new Uint8Array(4))).rejects.toThrow('train has no image 1000')
    await expect(data.read('train', Int32Array.of(1), new Uint8Array(5))).rejects.toThrow('5 bytes for 1 images of 4')
  })
})
