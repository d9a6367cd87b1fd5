import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Problem } from '../../shared/problem'
import { DataReference } from '../../shared/records/dataReference'
import { noReference, shared } from '../../tests/reference'
import { openDataSet } from './openDataSet'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-data-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (source: string, more: Partial<DataReference> = {}) =>
  openDataSet(DataReference.parse({ source, ...more }), { folder })

async function problemOf(act: Promise<unknown>): Promise<Problem> {
  const error = await act.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  )
  if (error instanceof Problem) return error
  throw error
}

/** An IDX file of bytes, with whatever header. */
function idx(sizes: number[], data: ArrayLike<number>, type = 0x08): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length)
  header.set([0, 0, type, sizes.length])
  for (const [k, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * k)
  return Buffer.concat([header, Uint8Array.from(data)])
}
const put = (name: string, content: Buffer) => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  writeFileSync(path.join(folder, name), content)
}

/** 6 pictures of 2x3 grey, labels 0 1 2 0 1 2; `from` is the first pixel. */
const images = (from = 0) =>
  idx(
    [6, 2, 3],
    Array.from({ length: 36 }, (_, i) => from + i),
  )
const labels = idx([6], [0, 1, 2, 0, 1, 2])
const everything = { validation: 0, test: 0 }

async function bytes(source: string, split: 'train' | 'test' = 'train'): Promise<Uint8Array> {
  const data = await open(source, everything)
  const into = new Uint8Array(data.count(split) * data.imageShape.reduce((a, b) => a * b))
  await data.read(
    split,
    Int32Array.from({ length: data.count(split) }, (_, i) => i),
    into,
  )
  return into
}
const pixels = async (source: string, split?: 'train' | 'test') => [...(await bytes(source, split))]
const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i)

describe('IDX files', () => {
  test.each([
    ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'],
    ['train-images.idx3-ubyte', 'train-labels.idx1-ubyte'],
    ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'],
    ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte.gz'],
    ['images-idx3-ubyte', 'labels-idx1-ubyte'],
  ])('in a folder: %s with %s', async (imagesName, labelsName) => {
    const pack = (name: string, content: Buffer) => (name.endsWith('.gz') ? gzipSync(content) : content)
    put(imagesName, pack(imagesName, images()))
    put(labelsName, pack(labelsName, labels))
    const data = await open('.', everything)
    expect(data).toMatchObject({ source: '.', imageShape: [2, 3, 1], classes: ['0', '1', '2'] })
    expect([...data.labels('train')]).toEqual([0, 1, 2, 0, 1, 2])
    expect(await pixels('.')).toEqual(upTo(36))
    // One file of the pair, and both by name.
    expect(await pixels(imagesName)).toEqual(upTo(36))
    expect(await pixels(`${imagesName},${labelsName}`)).toEqual(upTo(36))
  })

  test('t10k is the test set, and may know a class that training does not', async () => {
    put('train-images-idx3-ubyte', images())
    put('train-labels-idx1-ubyte', labels)
    put('t10k-images-idx3-ubyte', idx([1, 2, 3], upTo(6, 100)))
    put('t10k-labels-idx1-ubyte', idx([1], [3]))
    const data = await open('.', { validation: 0, test: 0.5 })
    expect([data.count('train'), data.count('test'), data.classes.length]).toEqual([6, 1, 4])
    expect(await pixels('.', 'test')).toEqual(upTo(6, 100))
  })

  test('with colour channels', async () => {
    put('a-images-idx4-ubyte', idx([2, 2, 2, 3], upTo(24)))
    put('a-labels-idx1-ubyte', idx([2], [0, 1]))
    expect((await open('a-images-idx4-ubyte', everything)).imageShape).toEqual([2, 2, 3])
  })

  /** What is put in place of the good pair, and the Problem: code, words, the file at fault. */
  const faults: [what: string, files: Record<string, Buffer>, code: string, words: string, file: string][] = [
    ['no labels file', { i: images() }, 'missing', 'cannot read data: it is not there', 'l'],
    ['labels of another count', { i: images(), l: idx([5], upTo(5)) }, 'idx-mismatch', '6 images, but 5 labels', 'l'],
    ['labels with two axes', { i: images(), l: idx([6, 1], upTo(6)) }, 'idx-mismatch', 'this file has 2', 'l'],
    ['images with one axis', { i: labels, l: labels }, 'idx-mismatch', '3 or 4 axes; this file has 1', 'i'],
    ['cut data', { i: images().subarray(0, 40), l: labels }, 'idx-damaged', 'ends after 24 of its 6 x 2 x 3', 'i'],
    [
      'data that go on',
      { i: Buffer.concat([images(), Buffer.of(0)]), l: labels },
      'idx-damaged',
      'goes on behind its 6 x 2 x 3',
      'i',
    ],
    ['a cut header', { i: images().subarray(0, 10), l: labels }, 'idx-damaged', 'ends inside its header', 'i'],
    ['an empty file', { i: Buffer.alloc(0), l: labels }, 'idx-damaged', 'it has 0 bytes', 'i'],
    ['a text', { i: Buffer.from('hello world'), l: labels }, 'idx-damaged', 'does not begin as an IDX file', 'i'],
    ['floats', { i: idx([1], upTo(4), 0x0d), l: labels }, 'idx-damaged', 'holds 32-bit floats', 'i'],
    ['nine axes', { i: idx(Array(9).fill(1), [1]), l: labels }, 'idx-damaged', 'it has 9 axes', 'i'],
    [
      'a size of 4 GB',
      { i: idx([0xffffffff, 1, 1], upTo(36)), l: labels },
      'idx-damaged',
      'more than the file can hold',
      'i',
    ],
    [
      'sizes whose product is beyond 2^53',
      { i: idx([0xffffffff, 0xffffffff, 0xffffffff], upTo(36)), l: labels },
      'idx-damaged',
      'more than the file can hold',
      'i',
    ],
    ['cut gzip', { i: gzipSync(images()).subarray(0, 30), l: labels }, 'idx-damaged', 'cannot be unpacked', 'i'],
    ['damaged gzip', { i: damaged(gzipSync(images())), l: labels }, 'idx-damaged', 'cannot be unpacked', 'i'],
    [
      'gzip of too little',
      { i: gzipSync(images().subarray(0, 40)), l: labels },
      'idx-damaged',
      'ends after 24 of its 6 x 2 x 3',
      'i',
    ],
    [
      'gzip of too much',
      { i: gzipSync(Buffer.concat([images(), Buffer.alloc(1e6)])), l: labels },
      'idx-damaged',
      'goes on behind',
      'i',
    ],
    ['no images', { i: idx([0, 2, 3], []), l: idx([0], []) }, 'data-empty', 'has no images', ''],
    ['images without pixels', { i: idx([6, 0, 3], []), l: labels }, 'data-empty', 'are 0x3x1', ''],
    ['one class', { i: images(), l: idx([6], Array(6).fill(0)) }, 'data-one-class', 'has one class only', ''],
  ]
  test.each(faults)('refused with the place: %s', async (_, files, code, words, file) => {
    const names: Record<string, string> = { i: 'train-images-idx3-ubyte', l: 'train-labels-idx1-ubyte', '': '' }
    for (const [key, content] of Object.entries(files)) put(names[key] as string, content)
    const { details } = await problemOf(open('.'))
    expect(details).toMatchObject({
      code,
      message: expect.stringContaining(words),
      place: path.join(folder, names[file] as string),
    })
    expect(details.remedy).toBeTruthy()
  })

  test('a test set of other pictures is refused', async () => {
    put('train-images-idx3-ubyte', images())
    put('train-labels-idx1-ubyte', labels)
    put('t10k-images-idx3-ubyte', idx([1, 3, 3], upTo(9)))
    put('t10k-labels-idx1-ubyte', idx([1], [0]))
    expect((await problemOf(open('.'))).message).toContain('the test images are 3x3x1, the training images 2x3x1')
  })

  test('a header that claims 2 GB over a file with a hole takes no memory by the claim', async () => {
    put('train-images-idx3-ubyte', gzipSync(idx([0x7fffffff, 1, 1], [])))
    truncateSync(path.join(folder, 'train-images-idx3-ubyte'), 60)
    put('train-labels-idx1-ubyte', labels)
    const before = process.memoryUsage().arrayBuffers
    expect((await problemOf(open('.'))).details.code).toBe('idx-damaged')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50e6)
  })
})

function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  copy[copy.length - 12] = (copy[copy.length - 12] as number) ^ 0xff
  return copy
}

describe('what is not there', () => {
  test.each([
    [
      'nowhere/at/all',
      'data-missing',
      'the data nowhere/at/all is not there; check the path, or try sample:digits and sample:shapes',
    ],
    ['sample:digit', 'data-unknown-sample', 'there is no sample:digit; use one of sample:digits and sample:shapes'],
    [
      '.',
      'data-unknown-kind',
      '. holds no data that this version reads; name a folder with one folder of pictures a class',
    ],
  ])('%s', async (source, code, message) => {
    const problem = await problemOf(open(source))
    expect(problem.details.code).toBe(code)
    expect(problem.message).toContain(message)
  })

  test('nothing left to train on', async () => {
    put('train-images-idx3-ubyte', idx([2, 1, 1], [1, 2]))
    put('train-labels-idx1-ubyte', idx([2], [0, 1]))
    let code = ''
    for (let seed = 0; code === '' && seed < 200; seed++)
      code = await open('.', { validation: 0.8, test: 0.1, seed }).then(
        () => '',
        (error: unknown) => (error as Problem).details.code,
      )
    expect(code).toBe('data-no-training-images')
  })
})

describe('sample:shapes', () => {
  test('is the same on every machine: 3,000 pictures, 500 of each shape', async () => {
    const data = await open('sample:shapes', everything)
    expect(data).toMatchObject({
      imageShape: [32, 32, 3],
      classes: ['circle', 'cross', 'ring', 'square', 'star', 'triangle'],
    })
    const perClass = data.classes.map((_, label) => data.labels('train').filter((one) => one === label).length)
    expect(perClass).toEqual(Array(6).fill(500))
    const drawn = await bytes('sample:shapes')
    expect(createHash('sha256').update(drawn).digest('hex')).toMatchInlineSnapshot(
      `"be0307b56c91ee78bff202b3cd2cc376f67c0516af71870abc063ed4a5736048"`,
    )
    // Not flat, not black: each has a shape that stands out from its ground.
    for (let i = 0; i < 3000; i += 100) {
      const one = drawn.slice(i * 3072, (i + 1) * 3072)
      const mean = one.reduce((a, b) => a + b) / 3072
      expect(Math.sqrt(one.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 3072)).toBeGreaterThan(12)
    }
  })
})

describe.skipIf(!shared)(`MNIST${shared ? '' : ` (${noReference})`}`, () => {
  const counts = (labelled: Int32Array) => upTo(10).map((digit) => labelled.filter((label) => label === digit).length)

  test('has the published counts, and the bytes of the published files', async () => {
    const source = path.join(shared as string, 'data/mnist')
    const data = await open(source, { validation: 0 })
    expect([data.count('train'), data.count('validation'), data.count('test')]).toEqual([60_000, 0, 10_000])
    expect(counts(data.labels('train'))).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    expect(counts(data.labels('test'))).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
    const all = new Uint8Array(10_000 * 784)
    await data.read(
      'test',
      Int32Array.from({ length: 10_000 }, (_, i) => i),
      all,
    )
    const header = Buffer.from('00000803000027100000001c0000001c', 'hex')
    expect(createHash('md5').update(header).update(all).digest('hex')).toBe('2646ac647ad5339dbf082846283269ea')
  })

  test('takes 6,000 give or take 300 of the training images for validation', async () => {
    const data = await open(path.join(shared as string, 'data/mnist'))
    expect(Math.abs(data.count('validation') - 6000)).toBeLessThan(300)
    expect(data.count('train') + data.count('validation')).toBe(60_000)
  })
})
