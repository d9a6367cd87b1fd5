import type { Shape } from '../../shared/graph/shape'

/**
 * How an array is stored in a file of such weights. Vectors (biases, all of a batch norm) are next to nothing of it, but rounding one of
 * their numbers moves every value of a channel the same way: they keep their precision.
 */
export const storedType = (weightType: 'float32' | 'float16', shape: Shape): 'float32' | 'float16' =>
  shape.filter((size) => size > 1).length > 1 ? weightType : 'float32'
