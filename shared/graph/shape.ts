/** Sizes of a tensor's axes; -1 is a size known only when the graph runs (the batch). */
export type Shape = readonly number[]

export const isStatic = (shape: Shape): boolean => shape.every((size) => size >= 0)

/** Product of the sizes; throws if one of them is unknown. */
export function elementCount(shape: Shape): number {
  if (!isStatic(shape)) throw new Error(`[${shape}] has no fixed number of elements`)
  return shape.reduce((product, size) => product * size, 1)
}

/** Equal rank, and equal size on every axis where both are known. */
export const isCompatible = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, axis) => size < 0 || (b[axis] as number) < 0 || size === b[axis])

/**
 * Shape of an elementwise result under NumPy's broadcasting. An unknown size meets a known one other than 1 as equal
 * to it; an unknown size meets 1 as itself. Throws if two known sizes differ and neither is 1.
 */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1
    const right = b[axis - rank + b.length] ?? 1
    if (left === right || right === 1) return left
    if (left === 1) return right
    if (left < 0) return right
    if (right < 0) return left
    throw new Error(`shapes [${a}] and [${b}] do not broadcast`)
  })
}

/** Axes of `wide` along which a tensor of shape `narrow` was repeated to reach it. */
export function broadcastAxes(narrow: Shape, wide: Shape): number[] {
  const missing = wide.length - narrow.length
  return wide.flatMap((size, axis) => (axis < missing || (narrow[axis - missing] === 1 && size !== 1) ? [axis] : []))
}
