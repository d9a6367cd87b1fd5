import { elementCount, type Shape } from '../../../shared/graph/shape'
import type { Read } from '../../../shared/protobuf'
import { fromFloat16 } from '../float16'
import { printable } from '../printable'
import { onnxFault } from './fault'
import { elementType, type TensorProto } from './schema'

type Tensor = Read<typeof TensorProto.fields>

/** An array of a file. Its numbers are made when they are asked for. */
export interface FloatConstant {
  readonly kind: 'floats'
  readonly name: string
  readonly dims: Shape
  readonly make: () => Float32Array
}

/** Whole numbers: sizes, axes. NaN stands for the batch size, which nobody knows. */
export interface IntConstant {
  readonly kind: 'ints'
  readonly dims: Shape
  readonly values: readonly number[]
}

export type Constant = FloatConstant | IntConstant

const bytesEach: Readonly<Record<number, number>> = {
  [elementType.float32]: 4,
  [elementType.float16]: 2,
  [elementType.bfloat16]: 2,
  [elementType.float64]: 8,
  [elementType.int32]: 4,
  [elementType.int64]: 8,
  [elementType.int8]: 1,
  [elementType.uint8]: 1,
  [elementType.bool]: 1,
}

/** Lists of sizes are short; a long one is no weight that a network of ours has. */
const mostInts = 1_000_000

/**
 * A tensor, checked: sizes that are none, a product beyond what may be held, and bytes or numbers that do not fill the shape are
 * refused before anything is allocated.
 */
export function readConstant(tensor: Tensor, mostElements: number): Constant {
  const { name, dataType, dataLocation, externalData, rawData } = tensor
  const said = printable(name)
  const location = externalData.find(({ key }) => key === 'location')?.value
  if (dataLocation !== 0 || externalData.length > 0)
    throw onnxFault(
      'external-data',
      `keeps tensor ${said} outside of itself${location === undefined ? '' : `, at ${printable(location)}`}`,
    )
  const dims = checkedDims(tensor, said, mostElements)
  const count = elementCount(dims)
  const each = bytesEach[dataType]
  if (each === undefined)
    throw onnxFault('tensor', `has tensor ${said} of an element type (${dataType}) that is not read`)
  if (rawData && rawData.byteLength !== count * each)
    throw onnxFault('tensor', `has tensor ${said} of shape [${dims.join(', ')}] over ${rawData.byteLength} bytes`)
  if (!rawData) {
    const given = listOf(tensor)?.length ?? 0
    if (given !== count)
      throw onnxFault('tensor', `has tensor ${said} of shape [${dims.join(', ')}] with ${given} numbers`)
  }
  if (isFloat(dataType)) return { kind: 'floats', name, dims, make: () => floatsOf(tensor, count) }
  if (count > mostInts) throw onnxFault('tensor', `has tensor ${said} of ${count} whole numbers`)
  return { kind: 'ints', dims, values: intsOf(tensor, count) }
}

const isFloat = (type: number) =>
  type === elementType.float32 ||
  type === elementType.float16 ||
  type === elementType.bfloat16 ||
  type === elementType.float64

function checkedDims({ dims }: Tensor, said: string, mostElements: number): number[] {
  if (dims.length > 32) throw onnxFault('tensor', `has tensor ${said} of ${dims.length} axes`)
  let count = 1
  for (const size of dims) {
    if (!Number.isSafeInteger(size) || size < 0)
      throw onnxFault('tensor', `has tensor ${said} with an axis of size ${size}`)
    count *= size
  }
  if (count > mostElements)
    throw onnxFault('too-large', `has tensor ${said} of ${count} numbers, of which ${mostElements} can be held`)
  return [...dims]
}

function listOf({ dataType, floatData, doubleData, int32Data, int64Data }: Tensor) {
  if (dataType === elementType.float32) return floatData
  if (dataType === elementType.float64) return doubleData
  if (dataType === elementType.int64) return int64Data
  // Half precision too: its bits lie in whole numbers.
  return int32Data
}

function floatsOf(tensor: Tensor, count: number): Float32Array {
  const { dataType, rawData } = tensor
  const list = listOf(tensor)
  if (!rawData) {
    if (dataType === elementType.float16) return Float32Array.from(list ?? [], fromFloat16)
    if (dataType === elementType.bfloat16) return Float32Array.from(list ?? [], fromBfloat16)
    return list instanceof Float32Array ? list : Float32Array.from(list ?? [])
  }
  const bytes = rawData.read()
  const { buffer, byteOffset } = bytes
  if (dataType === elementType.float32) {
    if (byteOffset % 4 === 0) return new Float32Array(buffer as ArrayBuffer, byteOffset, count)
    const own = new Float32Array(count)
    new Uint8Array(own.buffer).set(bytes)
    return own
  }
  const view = new DataView(buffer as ArrayBuffer, byteOffset, bytes.length)
  const values = new Float32Array(count)
  for (let k = 0; k < count; k++)
    values[k] =
      dataType === elementType.float64
        ? view.getFloat64(k * 8, true)
        : dataType === elementType.float16
          ? fromFloat16(view.getUint16(k * 2, true))
          : fromBfloat16(view.getUint16(k * 2, true))
  return values
}

const half = new DataView(new ArrayBuffer(4))
function fromBfloat16(bits: number): number {
  half.setUint32(0, bits * 65536)
  return half.getFloat32(0)
}

function intsOf(tensor: Tensor, count: number): number[] {
  const { dataType, rawData } = tensor
  if (!rawData) return Array.from(listOf(tensor) ?? [])
  const { buffer, byteOffset, length } = rawData.read()
  const view = new DataView(buffer as ArrayBuffer, byteOffset, length)
  return Array.from({ length: count }, (_, k) => {
    if (dataType === elementType.int64) return Number(view.getBigInt64(k * 8, true))
    if (dataType === elementType.int32) return view.getInt32(k * 4, true)
    return dataType === elementType.int8 ? view.getInt8(k) : view.getUint8(k)
  })
}
