import type { IntConstant } from '../../constants'
import type { OnnxNode } from '../../decodeOnnx'
import type { Attributes } from '../attributes'
import type { GraphReader } from '../graphReader'
import type { FlatValue, PlacesValue, VectorValue } from '../value'

/**
 * PyTorch's newer exporter makes `as_strided` of the mean over a picture: all numbers in a row, then each taken from its place. Where that
 * leaves every number where it was it is the vector itself. Says whether the node was part of such a view; what is none is left to the readers.
 */
export function viewOps(reader: GraphReader, node: OnnxNode, attributes: Attributes): boolean {
  const made = node.opType === 'Range' ? rangeOfBatch(reader, node) : madeOf(reader, node, attributes)
  if (made) reader.set(node.output[0] as string, made)
  return made !== undefined
}

/** 0, 1, ... up to the size of the batch, which nobody knows. */
function rangeOfBatch(reader: GraphReader, node: OnnxNode): PlacesValue | undefined {
  const [start, limit, delta] = [0, 1, 2].map((k) => intsAt(reader, node, k)?.values[0])
  if (start !== 0 || limit === undefined || !Number.isNaN(limit) || delta !== 1) return undefined
  return { kind: 'places', step: 1, offsets: [0], dims: [] }
}

function madeOf(reader: GraphReader, node: OnnxNode, attributes: Attributes): PlacesValue | VectorValue | undefined {
  const values = node.input.map((name) => (name === '' ? undefined : reader.value(name, node)))
  const [first, second] = values
  if (node.opType === 'Gather' && first?.kind === 'flat') return taken(reader, node, attributes, first)
  const k = first?.kind === 'places' ? 0 : 1
  const places = values[k]
  if (places?.kind !== 'places') return undefined
  const other = k === 0 ? second : first
  switch (node.opType) {
    case 'Identity':
    case 'Cast':
      return places
    case 'Unsqueeze':
      return unsqueezed(places, intsAt(reader, node, 1)?.values ?? attributes.ints('axes') ?? [])
    case 'Mul':
      return other?.kind === 'ints' && other.values.length === 1 ? times(places, other.values[0] as number) : undefined
    case 'Add':
      return other?.kind === 'ints' ? plus(places, other) : undefined
    default:
      return undefined
  }
}

const intsAt = (reader: GraphReader, node: OnnxNode, k: number): IntConstant | undefined => {
  const found = reader.constant(node, k)
  return found?.kind === 'ints' ? found : undefined
}

/** Behind the batch alone: what comes in front of it is no batch any more. */
function unsqueezed(places: PlacesValue, axes: readonly number[]): PlacesValue | undefined {
  const rank = 1 + places.dims.length + axes.length
  const sorted = axes.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b)
  if (places.offsets.length !== 1 || sorted[0] === 0) return undefined
  return { ...places, dims: new Array(rank - 1).fill(1) }
}

const times = ({ step, offsets, dims }: PlacesValue, factor: number): PlacesValue => ({
  kind: 'places',
  step: step * factor,
  offsets: offsets.map((offset) => offset * factor),
  dims,
})

/** One number joins any shape; else one of both has one number alone. */
function plus(places: PlacesValue, { dims, values }: IntConstant): PlacesValue | undefined {
  if (values.length === 1) return { ...places, offsets: places.offsets.map((offset) => offset + (values[0] as number)) }
  if (places.offsets.length !== 1 || dims.length !== places.dims.length + 1 || dims[0] !== 1) return undefined
  return { ...places, offsets: values.map((value) => value + (places.offsets[0] as number)), dims: dims.slice(1) }
}

/** The vector itself, if each of its numbers is taken from where it is. */
function taken(
  reader: GraphReader,
  node: OnnxNode,
  attributes: Attributes,
  { of }: FlatValue,
): VectorValue | undefined {
  const count = reader.shapeOf(of.id)[0] as number
  const at = reader.value(node.input[1] as string, node)
  if (attributes.int('axis', 0) !== 0 || (at.kind !== 'places' && at.kind !== 'ints')) return undefined
  const [places, dims, batch] =
    at.kind === 'places' ? [at.offsets, at.dims, 1] : [at.values, at.dims.slice(1), at.dims[0] as number]
  const isWhole = places.length === batch * count && places.every((place, k) => place === k)
  const isOfBatch = at.kind === 'places' ? at.step === count : batch === reader.batch
  const [channels, ...others] = dims
  const isForm = channels === count && (others.length === 0 || others.join() === '1,1')
  if (!isWhole || !isOfBatch || !isForm) return undefined
  return { ...of, isSpatial: others.length > 0, isShared: true }
}
