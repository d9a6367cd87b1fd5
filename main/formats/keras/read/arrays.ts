import type { KerasNode } from './graph'

/** An array of a file. */
export interface KerasArray {
  readonly name: string
  readonly shape: readonly number[]
  values(): Float32Array
}

/** Where a reader finds the arrays of a layer, in Keras' order; fewer or more than it needs are refused by the caller. */
export type KerasArrays = (node: KerasNode) => readonly KerasArray[]
