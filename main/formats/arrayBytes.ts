import { toFloat16 } from './float16'

/** An array as little-endian bytes of the stored type; a view where nothing changes. */
export function arrayBytes(values: Float32Array, type: 'float32' | 'float16'): Uint8Array {
  const stored = type === 'float32' ? values : toFloat16(values)
  return new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength)
}
