import { JsonError, parseJson } from '../../../shared/json'
import { Problem } from '../../../shared/problem'
import type { TensorData } from '../../../shared/tensorData'
import { printable } from '../printable'

/** One tensor of a file: what it is and which bytes of the data part are its. */
export interface TensorEntry<D extends string = TensorData['dtype']> {
  readonly name: string
  readonly dtype: D
  readonly shape: readonly number[]
  /** From the start of the data part. */
  readonly begin: number
  readonly end: number
}

export interface SafetensorsHeader<D extends string = TensorData['dtype']> {
  /** In the order of the header. */
  readonly entries: readonly TensorEntry<D>[]
  readonly metadata: ReadonlyMap<string, string>
}

/** What the library's own limit is 100 MB for; a network of 20,000 arrays needs 3. */
export const headerLimit = 10_000_000

/** Length of the header, from the first 8 bytes. Throws before anything is allocated for it. */
export function headerLength(start: Uint8Array, fileBytes: number, place: string): number {
  if (start.length < 8) throw fault('too-short', `it has ${start.length} bytes, less than its length field of 8`, place)
  const length = new DataView(start.buffer, start.byteOffset, 8).getBigUint64(0, true)
  if (length > BigInt(headerLimit))
    throw fault('header-length', `its header claims ${length} bytes, more than ${headerLimit}`, place)
  if (length > BigInt(fileBytes - 8))
    throw fault('header-length', `its header claims ${length} bytes, the file has ${fileBytes}`, place)
  return Number(length)
}

/**
 * The header, checked: a JSON object of `{dtype, shape, data_offsets}`, no name twice, every shape as large as its bytes, and the
 * bytes of all tensors side by side over the whole data part, without gap, overlap or rest.
 * Keys are never properties of an object, so that a tensor may be called `__proto__`.
 */
export function parseHeader(bytes: Uint8Array, dataBytes: number, place: string): SafetensorsHeader {
  return parseHeaderOf(ownTypes, bytes, dataBytes, place)
}

/** Element types that a reader takes, by their names in the format. */
export type ElementTypes<D extends string> = ReadonlyMap<unknown, { readonly dtype: D; readonly bytes: number }>

/** The same for a reader of other element types. */
export function parseHeaderOf<D extends string>(
  types: ElementTypes<D>,
  bytes: Uint8Array,
  dataBytes: number,
  place: string,
): SafetensorsHeader<D> {
  const document = parseDocument(bytes, place)
  const entries: TensorEntry<D>[] = []
  let metadata: ReadonlyMap<string, string> = new Map()
  for (const [name, value] of document)
    if (name === '__metadata__') metadata = parseMetadata(value, place)
    else entries.push(parseEntry(types, name, value, dataBytes, place))
  checkCover(entries, dataBytes, place)
  return { entries, metadata }
}

const ownTypes: ElementTypes<TensorData['dtype']> = new Map([
  ['F32', { dtype: 'float32', bytes: 4 }],
  ['I32', { dtype: 'int32', bytes: 4 }],
  ['U8', { dtype: 'uint8', bytes: 1 }],
])

function parseDocument(bytes: Uint8Array, place: string): ReadonlyMap<string, unknown> {
  // The format asks for the brace as the first byte, so that the file is told from others.
  if (bytes[0] !== 0x7b) throw fault('header', 'its header does not begin with "{"', place)
  let document: unknown
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    document = parseJson(text, { depth: 3, object: (entries) => new Map(entries) })
  } catch (error) {
    if (error instanceof JsonError) throw fault('header', `its header is not JSON: ${printable(error.message)}`, place)
    if (error instanceof TypeError) throw fault('header', 'its header is not UTF-8', place)
    throw error
  }
  if (!isMap(document)) throw fault('header', 'its header is not a JSON object', place)
  return document
}

function parseMetadata(value: unknown, place: string): ReadonlyMap<string, string> {
  if (!isMap(value)) throw fault('header', 'its __metadata__ is not an object', place)
  for (const text of value.values())
    if (typeof text !== 'string') throw fault('header', 'its __metadata__ holds something other than text', place)
  return value as ReadonlyMap<string, string>
}

function parseEntry<D extends string>(
  types: ElementTypes<D>,
  name: string,
  value: unknown,
  dataBytes: number,
  place: string,
): TensorEntry<D> {
  const wrong = (code: string, what: string) => fault(code, `tensor ${printable(name)} ${what}`, place)
  if (!isMap(value)) throw wrong('header', 'is not described by an object')
  for (const key of value.keys())
    if (key !== 'dtype' && key !== 'shape' && key !== 'data_offsets')
      throw wrong('header', `has an unknown key ${printable(key)}`)
  const named: unknown = value.get('dtype')
  const type = types.get(named)
  if (!type)
    throw wrong(
      'dtype',
      typeof named === 'string' ? `is ${printable(named)}; ${listed(types)} can be read` : 'has no dtype',
    )
  const shape: unknown = value.get('shape')
  if (!isSizes(shape)) throw wrong('shape', 'has a shape that is not a list of whole numbers')
  const offsets: unknown = value.get('data_offsets')
  if (!isSizes(offsets) || offsets.length !== 2) throw wrong('offsets', 'has offsets that are not two whole numbers')
  const [begin, end] = offsets as [number, number]
  if (end < begin || end > dataBytes) throw wrong('offsets', `claims bytes ${begin} to ${end} of ${dataBytes}`)
  let bytes = type.bytes
  for (const size of shape) bytes *= size
  // Beyond 2^53 the product is not exact, but then it is far from the bytes there are.
  if (bytes !== end - begin) throw wrong('shape', `has shape [${shape.join(', ')}] over ${end - begin} bytes`)
  return { name, dtype: type.dtype, shape, begin, end }
}

/** 'F32, I32 and U8'. */
function listed(types: ReadonlyMap<unknown, unknown>): string {
  const names = [...types.keys()]
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function checkCover(entries: readonly TensorEntry<string>[], dataBytes: number, place: string): void {
  let at = 0
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== at)
      throw fault(
        'offsets',
        `tensor ${printable(name)} begins at byte ${begin}, not at ${at}, where the one before ends`,
        place,
      )
    at = end
  }
  if (at !== dataBytes) throw fault('offsets', `${dataBytes - at} bytes behind the last tensor`, place)
}

const isMap = (value: unknown): value is ReadonlyMap<string, unknown> => value instanceof Map

/** Whole numbers from 0 to 2^53 - 1: larger ones are not exact. */
const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) &&
  value.length <= 32 &&
  value.every((size) => Number.isSafeInteger(size) && size >= 0 && !Object.is(size, -0))

const fault = (code: string, what: string, place: string): Problem =>
  new Problem({
    code: `safetensors-${code}`,
    message: `not a safetensors file that can be read: ${what}`,
    remedy: 'get the file again, or save it again as safetensors with float32 weights',
    place,
  })
