import { readFileSync } from 'node:fs'
import type { TensorData } from '../../shared/tensorData'

interface Entry {
  readonly dtype: 'F32' | 'I32' | 'U8'
  readonly shape: readonly number[]
  readonly data_offsets: readonly [number, number]
}

const arrays = {
  F32: ['float32', Float32Array],
  I32: ['int32', Int32Array],
  U8: ['uint8', Uint8Array],
} as const

/**
 * Every tensor of a golden file by its name, `case/tensor`. Our own files are trusted: the reader for strangers' files is in
 * `main/formats`, and what is tested should not check itself.
 */
export function readSafetensors(file: string): ReadonlyMap<string, TensorData> {
  const bytes = readFileSync(file)
  const start = 8 + Number(bytes.readBigUInt64LE(0))
  const header = JSON.parse(bytes.toString('utf8', 8, start)) as Record<string, Entry>
  const tensors = new Map<string, TensorData>()
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(header)) {
    if (name === '__metadata__') continue
    const [type, View] = arrays[dtype]
    // A copy, for a view must start at a multiple of its element size.
    const part = new Uint8Array(bytes.subarray(start + data_offsets[0], start + data_offsets[1]))
    tensors.set(name, { dtype: type, shape, data: new View(part.buffer) })
  }
  return tensors
}
