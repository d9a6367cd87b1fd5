/** What the first four bytes of an IDX file say: an array of unsigned bytes with so many axes. Their sizes follow. */
export interface IdxStart {
  readonly axes: number
}

const types: ReadonlyMap<number, string> = new Map([
  [0x08, 'unsigned bytes'],
  [0x09, 'signed bytes'],
  [0x0b, '16-bit integers'],
  [0x0c, '32-bit integers'],
  [0x0d, '32-bit floats'],
  [0x0e, '64-bit floats'],
])

/** LeCun's format for MNIST: two zeros, the type of the elements, the number of axes. Gives what is wrong as text. */
export function parseIdxStart(bytes: Uint8Array): IdxStart | string {
  if (bytes.length < 4) return `it has ${bytes.length} bytes`
  const [zero, zeroToo, type, axes] = bytes as unknown as [number, number, number, number]
  const named = types.get(type)
  if (zero !== 0 || zeroToo !== 0 || !named) return 'it does not begin as an IDX file'
  if (type !== 0x08) return `it holds ${named}; only unsigned bytes can be read`
  if (axes < 1 || axes > 4) return `it has ${axes} axes, not 1 to 4`
  return { axes }
}

/** The sizes along the axes, from the big-endian 32-bit numbers behind the start. */
export function parseIdxSizes(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: bytes.length / 4 }, (_, k) => view.getUint32(4 * k))
}
