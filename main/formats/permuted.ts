import type { Shape } from '../../shared/graph/shape'

/** Elements in the order of permuted axes, as NumPy's `transpose` gives them: OIHW to HWIO is [2, 3, 1, 0]. */
export function permuted(data: Float32Array, shape: Shape, axes: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1))
  const sizes = axes.map((axis) => shape[axis] as number)
  const steps = axes.map((axis) => strides[axis] as number)
  const result = new Float32Array(data.length)
  const at = sizes.map(() => 0)
  const inner = sizes.at(-1) ?? 1
  const step = steps.at(-1) ?? 1
  let from = 0
  for (let to = 0; to < result.length; ) {
    for (let k = 0; k < inner; k++, from += step) result[to++] = data[from] as number
    from -= inner * step
    for (let axis = sizes.length - 2; axis >= 0; axis--) {
      at[axis] = (at[axis] as number) + 1
      from += steps[axis] as number
      if ((at[axis] as number) < (sizes[axis] as number)) break
      from -= (at[axis] as number) * (steps[axis] as number)
      at[axis] = 0
    }
  }
  return result
}
