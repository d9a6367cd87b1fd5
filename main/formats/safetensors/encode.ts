import type { TensorData, TensorMap } from '../../../shared/tensorData'

const names = { float32: 'F32', int32: 'I32', uint8: 'U8' } as const

/** Largest piece that is handed out at once. */
const pieceBytes = 4 * 1024 * 1024

/** A file on its way out: its length, and its bytes in pieces that are views of the tensors, not copies. */
export interface EncodedSafetensors {
  readonly bytes: number
  readonly pieces: () => Iterable<Uint8Array>
}

/**
 * Tensors as a safetensors file: 8 bytes of header length, the header, the data, little-endian. The header keeps the order of the
 * map. Four-byte tensors lie before bytes, and the header is filled up to a multiple of 8, so that a reader need not copy.
 */
export function encodeSafetensors(
  tensors: TensorMap,
  metadata: ReadonlyMap<string, string> = new Map(),
): EncodedSafetensors {
  const all = [...tensors]
  const laid = [
    ...all.filter(([, { dtype }]) => dtype !== 'uint8'),
    ...all.filter(([, { dtype }]) => dtype === 'uint8'),
  ]
  const begins = new Map<string, number>()
  let dataBytes = 0
  for (const [name, { data }] of laid) {
    begins.set(name, dataBytes)
    dataBytes += data.byteLength
  }
  const members = all.map(([name, tensor]) => member(name, tensor, begins.get(name) as number))
  if (metadata.size > 0) members.unshift(`"__metadata__":${JSON.stringify(Object.fromEntries(metadata))}`)
  const json = Buffer.from(`{${members.join(',')}}`)
  const header = Buffer.alloc(8 + Math.ceil(json.length / 8) * 8, ' ')
  header.writeBigUInt64LE(BigInt(header.length - 8))
  json.copy(header, 8)
  return {
    bytes: header.length + dataBytes,
    pieces: function* () {
      yield header
      for (const [, { data }] of laid)
        for (let at = 0; at < data.byteLength; at += pieceBytes)
          yield new Uint8Array(data.buffer, data.byteOffset + at, Math.min(pieceBytes, data.byteLength - at))
    },
  }
}

/** The text is put together by hand: an object would move names that look like numbers to the front. */
function member(name: string, { dtype, shape, data }: TensorData, begin: number): string {
  if (name === '__metadata__') throw new Error('no tensor can be called __metadata__')
  if (shape.reduce((product, size) => product * size, 1) !== data.length)
    throw new Error(`${name}: ${data.length} elements do not fill [${shape}]`)
  return `${JSON.stringify(name)}:${JSON.stringify({ dtype: names[dtype], shape, data_offsets: [begin, begin + data.byteLength] })}`
}
