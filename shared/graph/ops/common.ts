import type { Attributes } from '../attribute'
import type { Tensor } from '../graph'
import type { TensorType } from '../op'
import { broadcastShapes, isCompatible, type Shape } from '../shape'

/** One output of the type of the first input. */
export const only = ([x]: readonly Tensor[]): readonly TensorType[] => [typeOf(x as Tensor)]

export const typeOf = ({ dtype, shape }: Tensor): TensorType => ({ dtype, shape })

/** The attribute `T`: the dtype of the first input, as most ops want it. */
export const elementTypes = ([x]: readonly Tensor[]): Attributes => ({ T: { type: (x as Tensor).dtype } })

/** One output, elementwise over two inputs of one dtype with broadcasting. */
export function elementwise([a, b]: readonly Tensor[]): readonly TensorType[] {
  const [left, right] = [a as Tensor, b as Tensor]
  if (left.dtype !== right.dtype) throw new Error(`${left.dtype} meets ${right.dtype}`)
  return [{ dtype: left.dtype, shape: broadcastShapes(left.shape, right.shape) }]
}

export function expectSame(a: Tensor, b: Tensor): void {
  if (a.dtype !== b.dtype) throw new Error(`${a.dtype} meets ${b.dtype}`)
  if (!isCompatible(a.shape, b.shape)) throw new Error(`[${a.shape}] and [${b.shape}] differ`)
}

export function expectRank(x: Tensor | undefined, rank: number): asserts x is Tensor {
  if (x?.shape.length !== rank) throw new Error(`needs rank ${rank}, has [${x?.shape}]`)
}

export const reducedShape = (shape: Shape, axes: readonly number[], keep: boolean): Shape =>
  keep ? shape.map((size, axis) => (axes.includes(axis) ? 1 : size)) : shape.filter((_, axis) => !axes.includes(axis))
