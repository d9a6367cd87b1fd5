import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '../../../shared/problem'
import type { TensorData } from '../../../shared/tensorData'
import { noReference, shared } from '../../../tests/reference'
import { realDisk } from '../../disk/realDisk'
import { randomFrom } from '../../disk/testing/randomFrom'
import { decodeSafetensors, encodeSafetensors, nonFiniteTensors, readSafetensors } from '.'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-safetensors-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const bytesOf = (tensors: ReadonlyMap<string, TensorData>, metadata?: ReadonlyMap<string, string>) =>
  new Uint8Array(Buffer.concat([...encodeSafetensors(tensors, metadata).pieces()]))

const float32 = (shape: number[], values: ArrayLike<number>): TensorData => ({
  dtype: 'float32',
  shape,
  data: Float32Array.from(values),
})

/** A NaN with a payload, a negative one, -0, the infinities, the smallest number: as bits, for a float would lose the payload. */
const oddBits = Uint32Array.of(0x7fc12345, 0xffc00001, 0x80000000, 0x7f800000, 0xff800000, 0x00000001)

const sample = new Map<string, TensorData>([
  ['b/kernel', float32([2, 2], [1, -2.5, 3e-39, 4])],
  ['bytes', { dtype: 'uint8', shape: [3], data: Uint8Array.of(0, 128, 255) }],
  ['2', { dtype: 'int32', shape: [], data: Int32Array.of(-(2 ** 31)) }],
  ['1', float32([6], new Float32Array(oddBits.buffer))],
  ['odd', { dtype: 'float32', shape: [6], data: new Float32Array(oddBits.buffer) }],
  ['empty', float32([0, 7], [])],
  ['__proto__', float32([1], [5])],
  ['é "\n', float32([1], [6])],
])

const bits = (tensors: ReadonlyMap<string, TensorData>) =>
  [...tensors].map(([name, { dtype, shape, data }]) => ({
    name,
    dtype,
    shape: [...shape],
    bytes: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex'),
  }))

describe('round trip', () => {
  test('keeps names, order, shapes and every bit, NaN payloads and -0 too', () => {
    const decoded = decodeSafetensors(bytesOf(sample, new Map([['format', 'pt']])), 'x')
    expect(bits(decoded.tensors)).toEqual(bits(sample))
    expect(bits(decoded.tensors).find(({ name }) => name === 'odd')?.bytes).toBe(
      Buffer.from(oddBits.buffer).toString('hex'),
    )
    expect([...decoded.metadata]).toEqual([['format', 'pt']])
  })

  test('from the disk, and from memory that begins at an odd byte', async () => {
    const file = path.join(folder, 'sample.safetensors')
    const bytes = bytesOf(sample)
    writeFileSync(file, bytes)
    expect(bits((await readSafetensors(realDisk, file)).tensors)).toEqual(bits(sample))
    const shifted = new Uint8Array(bytes.length + 1)
    shifted.set(bytes, 1)
    expect(bits(decodeSafetensors(shifted.subarray(1), 'x').tensors)).toEqual(bits(sample))
  })

  test('says its length, hands out large tensors in pieces, and copies nothing on reading', () => {
    const large = new Map([['w', float32([3, 1_000_000], { length: 3_000_000 })]])
    const encoded = encodeSafetensors(large)
    const pieces = [...encoded.pieces()]
    expect(pieces.length).toBe(1 + 3)
    expect(encoded.bytes).toBe(pieces.reduce((sum, piece) => sum + piece.length, 0))
    const bytes = new Uint8Array(Buffer.concat(pieces))
    expect(decodeSafetensors(bytes, 'x').tensors.get('w')?.data.buffer).toBe(bytes.buffer)
  })

  test('no tensor at all', () => {
    expect(decodeSafetensors(bytesOf(new Map()), 'x').tensors.size).toBe(0)
  })

  test('data that do not fill their shape are a bug', () => {
    expect(() => encodeSafetensors(new Map([['w', float32([2, 2], [1, 2, 3])]]))).toThrow(
      'w: 3 elements do not fill [2,2]',
    )
    expect(() => encodeSafetensors(new Map([['__metadata__', float32([0], [])]]))).toThrow(
      'no tensor can be called __metadata__',
    )
  })
})

test('tells which tensors are not finite', () => {
  expect(nonFiniteTensors(sample)).toEqual(['1', 'odd'])
})

/** The stable code of each hostile file; `undefined`: it loads. */
const verdicts: Readonly<Record<string, string | undefined>> = {
  ok: undefined,
  empty: 'too-short',
  'short-length': 'too-short',
  'header-length-2p63': 'header-length',
  'header-length-100GB': 'header-length',
  'header-length-past-end': 'header-length',
  'header-not-json': 'header',
  'header-array': 'header',
  'header-bad-utf8': 'header',
  'header-deep-nesting': 'header',
  'offsets-past-end': 'offsets',
  'offsets-reversed': 'offsets',
  'offsets-negative': 'offsets',
  'offsets-2p53': 'offsets',
  'offsets-overlap': 'offsets',
  'offsets-hole': 'offsets',
  'trailing-bytes': 'offsets',
  'shape-mismatch': 'shape',
  'shape-overflow': 'shape',
  'shape-negative': 'shape',
  'shape-fraction': 'shape',
  'dtype-unknown': 'dtype',
  'dtype-object': 'dtype',
  'duplicate-key': 'header',
  'name-proto': undefined,
  'name-path': undefined,
  'name-control': undefined,
  'metadata-html': undefined,
  'nan-inf': undefined,
}

describe.skipIf(!shared)(`hostile files${shared ? '' : ` (${noReference})`}`, () => {
  const place = (name: string) => path.join(shared as string, 'data/hostile-models/safetensors', `${name}.safetensors`)

  test('each file of the manifest has its verdict here', () => {
    const manifest = readFileSync(path.join(shared as string, 'data/hostile-models/MANIFEST.tsv'), 'utf8')
    const listed = [...manifest.matchAll(/^safetensors\/(.*)\.safetensors\t/gm)].map((match) => match[1])
    expect(listed.sort()).toEqual(Object.keys(verdicts).sort())
  })

  test.each(Object.entries(verdicts))('%s: %s', async (name, code) => {
    const file = place(name)
    const outcomes = [
      await outcome(() => decodeSafetensors(new Uint8Array(readFileSync(file)), file)),
      await outcome(() => readSafetensors(realDisk, file)),
    ]
    for (const found of outcomes) {
      if (code === undefined) expect(found).not.toBeInstanceOf(Problem)
      else expect((found as Problem).details).toMatchObject({ code: `safetensors-${code}`, place: file })
      // Nothing of a stranger's text may steer a terminal.
      if (found instanceof Problem) expect(found.message).toMatch(/^[^\p{Cc}\p{Cf}]*$/u)
    }
    expect('polluted' in {}).toBe(false)
  })

  test('the control is what it should be', async () => {
    const { tensors } = await readSafetensors(realDisk, place('ok'))
    expect([...tensors]).toEqual([['w', float32([2, 2], [0, 1, 2, 3])]])
  })

  test('names that are dangerous elsewhere are names like others', async () => {
    expect([...(await readSafetensors(realDisk, place('name-proto'))).tensors.keys()]).toEqual([
      '__proto__',
      'constructor',
    ])
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })
})

async function outcome(act: () => unknown): Promise<unknown> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

/** A file made by hand of a header and so many bytes of data. */
function fileOf(header: string, dataBytes: number, padTo = 0): Uint8Array {
  const json = Buffer.from(header.padEnd(padTo))
  const bytes = Buffer.alloc(8 + json.length + dataBytes)
  bytes.writeBigUInt64LE(BigInt(json.length))
  json.copy(bytes, 8)
  return new Uint8Array(bytes)
}

const faults: [what: string, header: string, dataBytes: number, message: string][] = [
  [
    'half precision',
    '{"w":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}',
    4,
    'tensor "w" is "BF16"; F32, I32 and U8 can be read',
  ],
  ['no dtype', '{"w":{"shape":[1],"data_offsets":[0,4]}}', 4, 'tensor "w" has no dtype'],
  [
    'a name for a prototype as dtype',
    '{"w":{"dtype":"constructor","shape":[1],"data_offsets":[0,4]}}',
    4,
    'is "constructor"',
  ],
  [
    'an unknown key',
    '{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}',
    4,
    'tensor "w" has an unknown key "x"',
  ],
  [
    'three offsets',
    '{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}',
    4,
    'offsets that are not two whole numbers',
  ],
  ['a list in place of a tensor', '{"w":[1]}', 4, 'tensor "w" is not described by an object'],
  ['metadata that is no text', '{"__metadata__":{"a":1}}', 0, 'its __metadata__ holds something other than text'],
  [
    'minus nothing',
    '{"w":{"dtype":"F32","shape":[-0],"data_offsets":[0,0]}}',
    0,
    'a shape that is not a list of whole numbers',
  ],
  ['data behind no tensor', '{}', 4, '4 bytes behind the last tensor'],
  ['a blank first', ' {}', 0, 'does not begin with "{"'],
  [
    '33 axes',
    `{"w":{"dtype":"U8","shape":[${'1,'.repeat(32)}1],"data_offsets":[0,1]}}`,
    1,
    'a shape that is not a list',
  ],
]
test.each(faults)('refused: %s', (_, header, dataBytes, message) => {
  expect(() => decodeSafetensors(fileOf(header, dataBytes), 'weights.safetensors')).toThrow(message)
})

test('a header of 10 MB is read, one byte more is refused by its length alone', () => {
  expect(decodeSafetensors(fileOf('{}', 0, 10_000_000), 'x').tensors.size).toBe(0)
  expect(() => decodeSafetensors(fileOf('{}', 0, 10_000_001), 'x')).toThrow('claims 10000001 bytes, more than 10000000')
})

test('3,000 damaged files are read or refused, nothing else', () => {
  const random = randomFrom(3)
  const good = bytesOf(sample)
  let refused = 0
  for (let n = 0; n < 3000; n++) {
    const bytes = good.slice(0, random(4) === 0 ? random(good.length) : good.length)
    for (let k = random(4); k >= 0 && bytes.length > 0; k--) bytes[random(Math.min(bytes.length, 600))] = random(256)
    try {
      decodeSafetensors(bytes, 'x')
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      refused++
    }
  }
  expect(refused).toBeGreaterThan(1000)
  expect(refused).toBeLessThan(3000)
})

const realFile = shared && path.join(shared, 'reference/parity')
test.skipIf(!realFile || !existsSync(realFile))("reads the reference library's own files", async () => {
  const { readdirSync } = await import('node:fs')
  const files = readdirSync(realFile as string, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.safetensors'),
  )
  expect(files.length).toBeGreaterThan(0)
  for (const name of files.slice(0, 20)) {
    const { tensors } = await readSafetensors(realDisk, path.join(realFile as string, name))
    expect(tensors.size).toBeGreaterThan(0)
  }
})
