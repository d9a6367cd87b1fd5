import { expect, test } from 'vitest'
import { arrayBytes } from '../arrayBytes'
import { encodeHdf5, type Hdf5Group } from './encode'
import { lookup3 } from './lookup3'

test.each([
  ['', 0xdeadbeef],
  ['Four score and seven years ago', 0x17770551],
])('lookup3 of "%s" is what its author says', (text, hash) => {
  expect(lookup3(Buffer.from(text))).toBe(hash)
})

const longText = JSON.stringify({ config: 'é'.repeat(70_000) })
const kernel = Float32Array.from({ length: 24 }, (_, k) => k / 7 - 1)
const group = (parts: Partial<Hdf5Group>): Hdf5Group => ({
  attributes: new Map(),
  groups: new Map(),
  datasets: new Map(),
  ...parts,
})
const sample = group({
  attributes: new Map<string, string | string[]>([
    ['model_config', longText],
    ['short', 'x'],
    ['layer_names', ['a', 'längster', 'c']],
  ]),
  groups: new Map([
    [
      'weights',
      group({
        groups: new Map(Array.from({ length: 300 }, (_, k) => [`layer_${k}`, group({})])),
        datasets: new Map([
          ['kernel:0', { shape: [2, 3, 4], type: 'float32', bytes: async () => arrayBytes(kernel, 'float32') }],
          ['half', { shape: [24], type: 'float16', bytes: async () => arrayBytes(kernel, 'float16') }],
          ['scalar', { shape: [], type: 'float32', bytes: async () => arrayBytes(Float32Array.of(5), 'float32') }],
        ]),
      }),
    ],
  ]),
})

test('the HDF5 library reads what we write', async () => {
  const encoded = encodeHdf5(sample)
  const pieces: Uint8Array[] = []
  for await (const piece of encoded.pieces()) pieces.push(piece)
  const bytes = Buffer.concat(pieces)
  expect(bytes.length).toBe(encoded.bytes)
  const h5wasm = await import('h5wasm/node')
  const { FS } = await h5wasm.ready
  FS.writeFile('/sample.h5', bytes)
  const file = new h5wasm.File('/sample.h5', 'r')
  try {
    expect(file.attrs.model_config?.value).toBe(longText)
    expect(file.attrs.short?.value).toBe('x')
    expect(file.attrs.layer_names?.value).toEqual(['a', 'längster', 'c'])
    const weights = file.get('weights') as InstanceType<typeof h5wasm.Group>
    expect(weights.keys().length).toBe(303)
    const found = weights.get('kernel:0') as InstanceType<typeof h5wasm.Dataset>
    expect(found.shape).toEqual([2, 3, 4])
    expect(found.value).toEqual(kernel)
    expect((weights.get('half') as InstanceType<typeof h5wasm.Dataset>).metadata).toMatchObject({ size: 2, type: 1 })
    expect((weights.get('scalar') as InstanceType<typeof h5wasm.Dataset>).value).toBe(5)
  } finally {
    file.close()
    FS.unlink('/sample.h5')
  }
})
