/** A tensor outside TensorFlow: row-major elements of one dtype. */
export interface TensorData {
  readonly dtype: 'float32' | 'int32' | 'uint8'
  readonly shape: readonly number[]
  readonly data: Float32Array | Int32Array | Uint8Array
}

/** Tensors by name, in a fixed order. */
export type TensorMap = ReadonlyMap<string, TensorData>
