import { Cursor } from './cursor'

/** What an element is, as far as models need it. */
export type Hdf5Type =
  | { readonly kind: 'float' | 'int' | 'unsigned'; readonly size: number; readonly bytes: number }
  | { readonly kind: 'text'; readonly size: number; readonly bytes: number }
  | { readonly kind: 'long text'; readonly size: 16; readonly bytes: number }
  | { readonly kind: 'other'; readonly size: number; readonly what: string; readonly bytes: number }

const classNames: Readonly<Record<number, string>> = {
  2: 'times',
  4: 'bit fields',
  5: 'opaque bytes',
  6: 'compounds',
  7: 'object references',
  8: 'enumerations',
  9: 'lists',
  10: 'arrays',
}

/** A datatype message; `bytes` is how long it is. Numbers that are not little-endian IEEE or two's complement are `other`. */
export function parseDatatype(body: Uint8Array): Hdf5Type {
  const cursor = new Cursor(body)
  const kind = cursor.u8() & 0x0f
  const bits = [cursor.u8(), cursor.u8(), cursor.u8()] as const
  const size = cursor.u32()
  const other = (what: string, bytes = 8): Hdf5Type => ({ kind: 'other', size, what, bytes })
  if (kind === 0) {
    const plain = (bits[0] & 1) === 0 && cursor.u16() === 0 && cursor.u16() === size * 8 && [1, 2, 4, 8].includes(size)
    return plain ? { kind: bits[0] & 8 ? 'int' : 'unsigned', size, bytes: 12 } : other('numbers of an odd form', 12)
  }
  if (kind === 1) {
    const layout = [cursor.u16(), cursor.u16(), cursor.u8(), cursor.u8(), cursor.u8(), cursor.u8(), cursor.u32()].join()
    const known: Readonly<Record<number, string>> = {
      2: '0,16,10,5,0,10,15',
      4: '0,32,23,8,0,23,127',
      8: '0,64,52,11,0,52,1023',
    }
    // Byte order: bits 0 and 6 of the first byte.
    const isLittle = (bits[0] & 0x41) === 0
    return isLittle && layout === known[size] ? { kind: 'float', size, bytes: 20 } : other('floats of an odd form', 20)
  }
  if (kind === 3) return { kind: 'text', size, bytes: 8 }
  if (kind === 9 && (bits[0] & 0x0f) === 1 && size === 16) {
    const base = parseDatatype(body.subarray(8))
    return { kind: 'long text', size: 16, bytes: 8 + base.bytes }
  }
  return other(classNames[kind] ?? 'something unknown', body.length)
}
