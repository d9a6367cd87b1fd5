import { expect, test } from 'vitest'
import {
  bytes,
  decodeMessage,
  encodeMessage,
  flag,
  float,
  floats,
  int,
  ints,
  joined,
  lateBytes,
  many,
  message,
  one,
  ProtobufFault,
  piecesOf,
  text,
  texts,
} from '.'

const Inner = message({ key: text(1), value: int(2) })
const Sample = message({
  count: int(1),
  share: float(2),
  name: text(3),
  raw: bytes(4),
  is: flag(5),
  sizes: ints(6),
  values: floats(7),
  names: texts(8, 3),
  inner: one(9, Inner),
  all: many(200, Inner, 3),
})

const sample = {
  count: -1,
  share: 0.5,
  name: 'Grüße, \u{1f600}',
  raw: Uint8Array.of(1, 2, 255),
  is: true,
  sizes: [0, 127, 128, -5, 2 ** 31, -(2 ** 31), 2 ** 53 - 1, -(2 ** 53 - 1)],
  values: [1.5, -0.25],
  names: ['a', ''],
  inner: { key: 'k', value: 7 },
  all: [{ key: 'x' }, { value: 3 }],
}

test('what is written is what is read', () => {
  const read = decodeMessage(Sample, joined(encodeMessage(Sample, sample)))
  expect(read).toEqual({
    ...sample,
    sizes: Float64Array.from(sample.sizes),
    values: Float32Array.from(sample.values),
    all: [
      { key: 'x', value: 0 },
      { key: '', value: 3 },
    ],
  })
})

test('bytes as Google writes them', () => {
  // The examples of protobuf's own page on its encoding: 150 as field 1, "testing" as field 2.
  expect([...joined(encodeMessage(message({ a: int(1) }), { a: 150 }))]).toEqual([0x08, 0x96, 0x01])
  expect(Buffer.from(joined(encodeMessage(message({ b: text(2) }), { b: 'testing' }))).toString('hex')).toBe(
    '120774657374696e67',
  )
  expect([...joined(encodeMessage(message({ a: int(1) }), { a: -2 }))]).toEqual([8, 0xfe, ...Array(8).fill(0xff), 1])
})

test('lists one by one or packed, unknown fields passed over', () => {
  const unpacked = Uint8Array.of(0x30, 5, 0x30, 6, 0xf8, 0x07, 9)
  expect(decodeMessage(Sample, unpacked).sizes).toEqual(Float64Array.of(5, 6))
})

test('an unknown field of any wire is passed over whole', () => {
  const known = message({ a: int(1) })
  const after = [0x08, 7]
  for (const unknown of [
    [0x78, 0x96, 0x01],
    [0x79, 1, 2, 3, 4, 5, 6, 7, 8],
    [0x7d, 1, 2, 3, 4],
    [0x7a, 3, 0xff, 0xff, 0xff],
    [0x7a, 0x80, 0x01, ...Array(128).fill(0xff)],
  ])
    expect(decodeMessage(known, Uint8Array.from([...unknown, ...after])).a, unknown.join(' ')).toBe(7)
})

test('large parts are views, and may come when they are asked for', async () => {
  const large = new Uint8Array(10_000_000)
  large[9_999_999] = 7
  const late = { byteLength: large.length, make: async () => large }
  for (const raw of [large, late]) {
    const encoded = encodeMessage(message({ inner: one(1, message({ raw: lateBytes(1), end: int(2) })) }), {
      inner: { raw, end: 3 },
    })
    const pieces: Uint8Array[] = []
    for await (const piece of piecesOf(encoded)) pieces.push(piece)
    expect(pieces.reduce((sum, { length }) => sum + length, 0)).toBe(encoded.bytes)
    expect(pieces.filter(({ buffer }) => buffer === large.buffer).length).toBe(3)
  }
  const short = encodeMessage(message({ raw: lateBytes(1) }), { raw: { byteLength: 3, make: async () => large } })
  await expect(async () => {
    for await (const _ of piecesOf(short));
  }).rejects.toThrow('10000000 bytes were made where 3 were promised')
})

test('of a file what is asked for is read, and no more', () => {
  const Holder = message({ first: lateBytes(1), all: many(2, message({ raw: lateBytes(1), values: floats(2) })) })
  const first = new Uint8Array(1_000_000).fill(1)
  const all = Array.from({ length: 3 }, (_, k) => ({
    raw: new Uint8Array(500_000).fill(k),
    // More than is read at once.
    values: Array.from({ length: 40_000 }, (_, n) => n + k),
  }))
  const whole = joined(encodeMessage(Holder, { first, all }))
  let taken = 0
  const file = {
    size: whole.length,
    bytes(position: number, length: number) {
      expect(position + length).toBeLessThanOrEqual(whole.length)
      taken += length
      return whole.slice(position, position + length)
    },
  }
  const read = decodeMessage(Holder, file)
  expect(taken).toBeLessThan(3 * 160_000 + 10 * 65_536)
  const same = (one: Uint8Array | undefined, other: Uint8Array) => Buffer.compare(one ?? new Uint8Array(0), other) === 0
  expect(same(read.first?.read(), first)).toBe(true)
  for (const [k, { raw, values }] of read.all.entries()) {
    expect(same(raw?.read(), all[k]?.raw as Uint8Array)).toBe(true)
    expect([values.length, values.every((value, n) => value === n + k)]).toEqual([40_000, true])
  }
})

const faults: [what: string, bytes: number[], message: string][] = [
  ['a length past the end', [0x22, 0x7f, 1], 'a field of 127 bytes where 1 are left'],
  ['a length of 2^40', [0x22, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20], 'a field of 1099511627776 bytes where 0 are left'],
  ['a negative length', [0x22, ...Array(9).fill(0xff), 1], 'a field of -1 bytes'],
  ['a number cut', [0x08, 0x80], 'ends inside a number'],
  ['a number of eleven bytes', [0x08, ...Array(10).fill(0x80), 1], 'more than 10 bytes'],
  ['a group', [0x0b], 'no field where one should begin'],
  ['field 0', [0x00, 0x01], 'no field where one should begin'],
  ['a text that is not UTF-8', [0x1a, 1, 0xff], 'not UTF-8'],
  ['a number where text belongs', [0x18, 1], 'a field 3 of the wrong kind'],
  ['more of a list than may be', [0x42, 0, 0x42, 0, 0x42, 0, 0x42, 0], 'more than 3 times field 8'],
]
test.each(faults)('refused: %s', (_, given, words) => {
  const read = () => decodeMessage(Sample, Uint8Array.from(given))
  expect(read).toThrow(ProtobufFault)
  expect(read).toThrow(words)
})

test('numbers that a double does not hold are no numbers to write', () => {
  expect(() => encodeMessage(Sample, { count: 2 ** 53 })).toThrow('no whole number')
  expect(() => encodeMessage(Sample, { count: 0.5 })).toThrow('no whole number')
})
