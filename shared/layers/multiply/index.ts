import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { mul } from '../../graph/ops/arithmetic'
import { reshape } from '../../graph/ops/array'
import { broadcastShapes, type Shape } from '../../graph/shape'
import { defineLayer, mostInputs } from '../layer'
import { describeShape } from '../picture'

/** A vector beside pictures counts as a picture of one pixel. */
const asPictures = (shapes: readonly Shape[]): Shape[] => {
  const rank = Math.max(...shapes.map(({ length }) => length))
  return shapes.map((shape) => [...Array<number>(rank - shape.length).fill(1), ...shape])
}

/**
 * The product of its inputs, value by value: gates and attention. Along an axis where one has size 1 it is repeated,
 * and a vector [c] is a factor for each channel of a picture [h, w, c], as in squeeze and excitation (Hu et al. 2017,
 * arXiv:1709.01507).
 */
export const multiply = defineLayer({
  type: 'multiply',
  family: 'merge',
  schema: z.strictObject({}),
  inputs: { min: 2, max: mostInputs },
  shape(_, inputs) {
    const shapes = asPictures(inputs)
    const clash = shapes.some((shape) =>
      shape.some((size, axis) => size !== 1 && shapes.some((other) => other[axis] !== 1 && other[axis] !== size)),
    )
    if (!clash) return shapes.reduce(broadcastShapes)
    return {
      code: 'shape-clash',
      message: `multiplies inputs of different shapes: ${inputs.map(describeShape).join(' and ')}`,
      remedy: 'bring them to one shape; only an axis of size 1 is repeated',
      values: { kind: 'multiply', inputs: inputs.map(describeShape).join(', ') },
    }
  },
  formula: () => 'y = x_{1} · x_{2} · …',
  lower({ graph }, _, inputs) {
    const shapes = asPictures(inputs.map(({ shape }) => shape.slice(1)))
    const ready = inputs.map((x, k) => {
      const shape = [-1, ...(shapes[k] as Shape)]
      return shape.length === x.shape.length ? x : reshape(graph, x, shape)
    })
    return ready.reduce((product: Tensor, x) => mul(graph, product, x))
  },
})
