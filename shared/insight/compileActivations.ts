import type { Graph, Tensor } from '../graph/graph'
import { max, neg } from '../graph/ops/arithmetic'
import { concat, constant, gather, reshape, slice, transpose } from '../graph/ops/array'
import { avgPool } from '../graph/ops/pooling'
import type { Program } from '../graph/program'
import type { LayerId } from '../model/network'
import { type ForwardRequest, forwardGraph, readable, withState } from './forwardGraph'

export interface ActivationsRequest extends ForwardRequest {
  /** Of `layers`, those to be seen. */
  readonly chosen: ReadonlySet<LayerId>
  /** Channels of each, spread evenly. */
  readonly maps: number
  /** Longer side of a tile at most. */
  readonly side: number
}

/** Where a layer's numbers lie in the answer. */
export type Place =
  | {
      readonly layer: LayerId
      readonly kind: 'maps'
      readonly shape: readonly number[]
      readonly tile: readonly [height: number, width: number]
      readonly channels: readonly number[]
      readonly start: number
    }
  | {
      readonly layer: LayerId
      readonly kind: 'values'
      readonly shape: readonly number[]
      readonly count: number
      readonly start: number
    }

/**
 * A program with the signature
 *
 *   activations   images (one picture)   values float32 [n]: per place
 *                                        maps: the tiles [channels, height, width], then of every channel of the layer max, then -min
 *                                        values: so many of them
 *
 * All in one vector, for a tensor that crosses costs more than what is in it. Maps are averaged over windows of whole pixels.
 */
export interface ActivationsProgram extends Program {
  readonly places: readonly Place[]
}

/** Values of an output without height and width at most. */
const mostValues = 512

export function compileActivations(request: ActivationsRequest): ActivationsProgram {
  const forward = forwardGraph(request)
  const { graph, images, outputs } = forward
  const places: Place[] = []
  const parts: Tensor[] = []
  let start = 0
  for (const { spec, shape } of request.layers) {
    if (!request.chosen.has(spec.id)) continue
    const output = readable(graph, outputs.get(spec.id) as Tensor)
    const { place, vector, length } = graph.scope(`seen/${spec.id}`, () =>
      shape.length === 3
        ? mapsOf(graph, output, shape as [number, number, number], request)
        : valuesOf(graph, output, shape),
    )
    places.push({ layer: spec.id, shape, start, ...place })
    parts.push(vector)
    start += length
  }
  const { state, ...rest } = withState(forward)
  const values = parts.length === 1 ? (parts[0] as Tensor) : concat(graph, parts, 0)
  return { ...rest, places, signatures: { activations: { inputs: { images }, outputs: { values } }, ...state } }
}

/** Distributes `Omit` over the kinds of places. */
type Unplaced = Place extends infer P ? (P extends Place ? Omit<P, 'layer' | 'shape' | 'start'> : never) : never

interface Seen {
  readonly place: Unplaced
  readonly vector: Tensor
  readonly length: number
}

function mapsOf(
  graph: Graph,
  output: Tensor,
  [height, width, depth]: readonly [number, number, number],
  { maps, side }: ActivationsRequest,
): Seen {
  const channels = spread(depth, maps)
  const some = channels.length === depth ? output : gather(graph, output, constant(graph, channels, 'int32'), 3)
  const step = Math.max(1, Math.ceil(Math.max(height, width) / side))
  const small = step === 1 ? some : avgPool(graph, some, { size: [step, step], strides: [step, step], padding: 'SAME' })
  const tile = [Math.ceil(height / step), Math.ceil(width / step)] as const
  const tiles = small.shape.slice(1).join() === [...tile, channels.length].join() ? small : undefined
  if (!tiles) throw new Error(`pooling gave [${small.shape}] and not tiles of ${tile.join('x')}`)
  // One axis of channels in front: a tile's pixels lie together then.
  const flat = reshape(graph, transpose(graph, tiles, [0, 3, 1, 2]), [-1])
  const most = reshape(graph, max(graph, output, [1, 2]), [-1])
  const least = reshape(graph, max(graph, neg(graph, output), [1, 2]), [-1])
  return {
    place: { kind: 'maps', tile, channels },
    vector: concat(graph, [flat, most, least], 0),
    length: channels.length * tile[0] * tile[1] + 2 * depth,
  }
}

function valuesOf(graph: Graph, output: Tensor, shape: readonly number[]): Seen {
  const all = shape.reduce((product, size) => product * size, 1)
  const count = Math.min(all, mostValues)
  return {
    place: { kind: 'values', count },
    vector: slice(graph, reshape(graph, output, [-1]), [0], [count]),
    length: count,
  }
}

/** So many of the channels at even distances; all where there are no more. */
export const spread = (depth: number, wanted: number): number[] =>
  depth <= wanted
    ? Array.from({ length: depth }, (_, k) => k)
    : Array.from({ length: wanted }, (_, k) => Math.floor(((k + 0.5) * depth) / wanted))
