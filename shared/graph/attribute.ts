import type { DType } from './dtype'
import type { Shape } from './shape'

/** A constant's elements in little-endian row-major order. */
export interface ConstantValue {
  readonly dtype: DType
  readonly shape: Shape
  readonly bytes: Uint8Array
}

/** An attribute of a node as TensorFlow's AttrValue knows it; the key says which kind. */
export type AttributeValue =
  | { readonly type: DType }
  | { readonly int: number }
  | { readonly float: number }
  | { readonly bool: boolean }
  | { readonly text: string }
  | { readonly shape: Shape }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] }
  | { readonly types: readonly DType[] }
  | { readonly tensor: ConstantValue }
  /** A vector of words, as a tensor. */
  | { readonly words: readonly string[] }

export type Attributes = Readonly<Record<string, AttributeValue>>
