/** Element types of tensors, by NumPy's names. `bfloat16` and `float16` live only inside a graph, never in a signature. */
export type DType =
  | 'float32'
  | 'float64'
  | 'bfloat16'
  | 'float16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'bool'
  | 'string'
  | 'resource'

export const isFloating = (dtype: DType): boolean =>
  dtype === 'float32' || dtype === 'float64' || dtype === 'bfloat16' || dtype === 'float16'

const sizes: Partial<Record<DType, number>> = {
  float32: 4,
  float64: 8,
  bfloat16: 2,
  float16: 2,
  int32: 4,
  int64: 8,
  uint8: 1,
  bool: 1,
}

/** Bytes of one element; throws for `string` and `resource`, which have no fixed size. */
export function bytesPerElement(dtype: DType): number {
  const size = sizes[dtype]
  if (size === undefined) throw new Error(`a ${dtype} has no fixed size`)
  return size
}
