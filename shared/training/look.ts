import type { Graph, Tensor } from '../graph/graph'
import { lessEqual, max, mean } from '../graph/ops/arithmetic'
import { cast, concat, pack, reshape, slice } from '../graph/ops/array'
import type { Signature } from '../graph/program'
import type { NetworkWeight } from '../model/lowerNetwork'

/** Values of an array that a look takes at most: enough for a histogram, little to carry. */
const mostSampled = 8192

/** What a look at the layers tells, in the order of its outputs. */
export interface LookedAt {
  /** Each layer that learns, with the places of its arrays in the program's `learning`. */
  readonly layers: readonly { readonly layer: string; readonly arrays: readonly number[] }[]
  /** The largest array of each of these layers, and how many of its values stand in `samples`. */
  readonly samples: readonly { readonly layer: string; readonly variable: string; readonly count: number }[]
  /** Layers with ReLU, in the order of `dead`. */
  readonly rectified: readonly string[]
}

export interface LookRequest {
  /** The signature of a step. */
  readonly train: Signature
  /** Norms of the gradients and values, in the order of `learning`. */
  readonly norms: { readonly gradients: Tensor; readonly values: Tensor }
  readonly learning: readonly NetworkWeight[]
  /** The share of silent channels of each layer with ReLU. */
  readonly dead: ReadonlyMap<string, Tensor>
}

/**
 * A step that tells more of itself: as `train`, and of the same forward and backward pass the norms of each array's gradient and values, a sample of each
 * layer's largest array (before the update), and what part of each ReLU's channels was zero everywhere in the batch. It costs these few sums beside the
 * step; the update hangs on nothing of it, so the bits of the run are those of `train`.
 */
export function lookSignature(
  graph: Graph,
  { train, norms, learning, dead }: LookRequest,
): { readonly signature: Signature; readonly lookedAt: LookedAt } {
  const layers = [...new Set(learning.map(({ layer }) => layer))].map((layer) => ({
    layer,
    arrays: learning.flatMap((weight, k) => (weight.layer === layer ? [k] : [])),
  }))
  return graph.scope('look', () => {
    const samples = layers.map(({ layer, arrays }) => {
      const weight = largest(arrays.map((k) => learning[k] as NetworkWeight))
      const values = sampled(graph, weight.variable.value)
      return { layer, variable: weight.variable.name, count: values.shape[0] as number, values }
    })
    const taken = samples.map(({ values }) => values)
    return {
      signature: {
        inputs: train.inputs,
        outputs: {
          ...train.outputs,
          ...norms,
          samples: concat(graph, taken, 0),
          ...(dead.size > 0 && { dead: pack(graph, [...dead.values()]) }),
        },
      },
      lookedAt: {
        layers,
        samples: samples.map(({ values: _values, ...sample }) => sample),
        rectified: [...dead.keys()],
      },
    }
  })
}

/** The part of the channels (last axis) that is zero for the whole batch: 0 to 1, float32 scalar. Such a unit gets no gradient (a dead ReLU). */
export function silentShare(graph: Graph, y: Tensor): Tensor {
  const others = y.shape.slice(0, -1).map((_, axis) => axis)
  const peaks = max(graph, cast(graph, y, 'float32'), others)
  return mean(graph, cast(graph, lessEqual(graph, peaks, 0), 'float32'), [0])
}

const sizeOf = ({ spec }: NetworkWeight): number => spec.shape.reduce((product, size) => product * size, 1)

const largest = (weights: readonly NetworkWeight[]): NetworkWeight =>
  weights.reduce((most, weight) => (sizeOf(weight) > sizeOf(most) ? weight : most))

/** Every n-th value, float32 [count]. n is odd: the number of channels is mostly a power of two, and all are to have their turn. */
function sampled(graph: Graph, x: Tensor): Tensor {
  const size = x.shape.reduce((product, length) => product * length, 1)
  const flat = reshape(graph, x, [size])
  const stride = Math.ceil(size / mostSampled)
  if (stride === 1) return flat
  const odd = stride % 2 === 0 ? stride + 1 : stride
  const count = Math.floor(size / odd)
  const whole = slice(graph, flat, [0], [count * odd])
  return reshape(graph, slice(graph, reshape(graph, whole, [count, odd]), [0, 0], [count, 1]), [count])
}
