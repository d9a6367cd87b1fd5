import type { Graph, Tensor } from '../graph'
import { add, div, matMul, mean, mul, sub } from '../ops/arithmetic'
import { cast, constant, reshape, reshapeLike, sizeOf } from '../ops/array'
import { exp, log, rsqrt, square } from '../ops/functions'
import type { LocalResponse } from '../ops/localResponse'
import { mapLines } from '../ops/mapLines'
import { bilinearLines } from '../ops/resize'
import { type Rewritten, rewrite } from './rewrite'

/**
 * The same forward graph in float64: the reference of the gradient check, whose central differences then lose nothing to
 * rounding. Variables, random numbers and feeds stay what they are and are widened behind; ops that TensorFlow has for
 * float32 alone are written out.
 */
export function inFloat64(graph: Graph): Rewritten {
  return rewrite(graph, (to, node, inputs, copy) => {
    const wide = inputs.map((x) => (x.dtype === 'float32' ? cast(to, x, 'float64') : x))
    const written = writtenOut[node.op.name]
    if (written) return written(to, wide, node.attrs)
    // Integer results (labels, counts, bytes) and sources have no floating input: copied as they are.
    if (node.op.name === 'Cast' && (node.attrs as { to: string }).to === 'float32')
      return [cast(to, inputs[0] as Tensor, 'float64')]
    if (node.op.name === 'InTopKV2' || node.op.name === 'OneHot')
      return copy(inputs.map((x) => (x.dtype === 'float64' ? cast(to, x, 'float32') : x)))
    return copy(wide)
  })
}

const writtenOut: Record<string, (graph: Graph, inputs: readonly Tensor[], attrs: object) => readonly Tensor[]> = {
  FusedBatchNormV3(graph, inputs, attrs) {
    const [x, gamma, beta, givenMean, givenVariance] = inputs as [Tensor, Tensor, Tensor, Tensor, Tensor]
    const { epsilon, training } = attrs as { epsilon: number; training: boolean }
    const center = training ? mean(graph, x, [0, 1, 2]) : givenMean
    const deviation = sub(graph, x, center)
    const variance = training ? mean(graph, square(graph, deviation), [0, 1, 2]) : givenVariance
    const scaled = mul(graph, deviation, mul(graph, rsqrt(graph, add(graph, variance, epsilon)), gamma))
    const count = div(graph, cast(graph, sizeOf(graph, x), 'float64'), x.shape[3] as number)
    const unbiased = mul(graph, variance, div(graph, count, sub(graph, count, 1)))
    return [add(graph, scaled, beta), center, unbiased]
  },
  LRN(graph, inputs, attrs) {
    const [x] = inputs as [Tensor]
    const { radius, bias, alpha, beta } = attrs as LocalResponse
    const channels = x.shape[3] as number
    const near = Array.from({ length: channels ** 2 }, (_, k) =>
      Math.abs((k % channels) - Math.floor(k / channels)) <= radius ? 1 : 0,
    )
    const squares = reshape(graph, square(graph, x), [-1, channels])
    const sums = matMul(graph, squares, constant(graph, near, 'float64', [channels, channels]))
    const base = add(graph, mul(graph, reshapeLike(graph, sums, x), alpha), bias)
    return [mul(graph, x, exp(graph, mul(graph, log(graph, base), -beta)))]
  },
  ResizeBilinear(graph, inputs, attrs) {
    const [x] = inputs as [Tensor]
    const { height, width } = attrs as { height: number; width: number }
    const [rows, columns] = x.shape.slice(1, 3) as [number, number]
    return [mapLines(graph, x, bilinearLines(rows, height), bilinearLines(columns, width))]
  },
}
