import type { Graph, Tensor } from '../graph/graph'
import { add, mul } from '../graph/ops/arithmetic'
import { constant, fill, reshape, transpose } from '../graph/ops/array'
import { sign } from '../graph/ops/functions'
import { orthogonalFactor, randomNormal, randomUniform, truncatedNormal } from '../graph/ops/random'
import { elementCount, type Shape } from '../graph/shape'
import type { Initializer } from './initializer'
import type { WeightSpec } from './layer'

/** Deviation of a normal of deviation 1 cut at two: what Keras widens by. */
const cutDeviation = 0.87962566103423978

/** The tensor, float32 of the weight's shape, with which a weight starts. `key` is int32 [2]: equal keys give equal values. */
export function initialValue(graph: Graph, spec: WeightSpec, key: Tensor): Tensor {
  const { shape, initializer } = spec
  switch (initializer.name) {
    case 'zeros':
      return fill(graph, shape, constant(graph, 0))
    case 'ones':
      return fill(graph, shape, constant(graph, 1))
    case 'constant':
      return fill(graph, shape, constant(graph, initializer.value))
    case 'identity':
      return constant(graph, identity(shape), 'float32', shape)
    case 'normal':
      return add(graph, mul(graph, randomNormal(graph, shape, key), initializer.deviation), initializer.mean)
    case 'truncated-normal':
      return add(graph, mul(graph, truncatedNormal(graph, shape, key), initializer.deviation), initializer.mean)
    case 'uniform':
      return between(graph, shape, key, initializer.low, initializer.high)
    case 'torch-default': {
      const limit = 1 / Math.sqrt(fanOf(spec).in)
      return between(graph, shape, key, -limit, limit)
    }
    case 'orthogonal':
      return orthogonal(graph, shape, key, initializer.gain)
    default:
      return scaled(graph, shape, key, initializer.distribution, Math.sqrt(variance(initializer, fanOf(spec))))
  }
}

/** 1 from channel k to channel k in the middle of the window [..., in, out], 0 elsewhere. */
function identity(shape: Shape): Float32Array {
  const [inputs, outputs] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1]
  const values = new Float32Array(elementCount(shape))
  const middle = shape.slice(0, -2).reduce((index, size) => index * size + Math.floor(size / 2), 0)
  for (let k = 0; k < Math.min(inputs, outputs); k++) values[(middle * inputs + k) * outputs + k] = 1
  return values
}

function fanOf({ name, fan, initializer }: WeightSpec): { in: number; out: number } {
  if (!fan) throw new Error(`${name} has no fan for ${initializer.name}`)
  return fan
}

type OverFan = Extract<Initializer, { distribution: unknown }>

function variance(initializer: OverFan, fan: { in: number; out: number }): number {
  if (initializer.name === 'glorot') return 2 / (fan.in + fan.out)
  const connections = initializer.fan === 'out' ? fan.out : fan.in
  return (initializer.name === 'he' ? 2 : 1) / connections
}

/** Values of mean 0 and the deviation asked for. */
function scaled(
  graph: Graph,
  shape: Shape,
  key: Tensor,
  distribution: OverFan['distribution'],
  deviation: number,
): Tensor {
  if (distribution === 'normal') return mul(graph, randomNormal(graph, shape, key), deviation)
  if (distribution === 'truncated-normal')
    return mul(graph, truncatedNormal(graph, shape, key), deviation / cutDeviation)
  const limit = Math.sqrt(3) * deviation
  return between(graph, shape, key, -limit, limit)
}

const between = (graph: Graph, shape: Shape, key: Tensor, low: number, high: number): Tensor =>
  add(graph, mul(graph, randomUniform(graph, shape, key), high - low), low)

/**
 * Orthonormal columns (or rows, where there are fewer) of the weight flattened to [all but last, last]: Q of a normal matrix's QR,
 * with the signs of R's diagonal so that every rotation is equally likely. @see Mezzadri 2007, arXiv:math-ph/0609050
 */
function orthogonal(graph: Graph, shape: Shape, key: Tensor, gain: number): Tensor {
  const columns = shape.at(-1) ?? 1
  const rows = elementCount(shape) / columns
  const tall = randomNormal(graph, [Math.max(rows, columns), Math.min(rows, columns)], key)
  const { q, diagonal } = orthogonalFactor(graph, tall)
  const signed = mul(graph, q, sign(graph, diagonal))
  return mul(graph, reshape(graph, rows < columns ? transpose(graph, signed, [1, 0]) : signed, shape), gain)
}
