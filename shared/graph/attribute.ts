import type { LateBytes } from '../protobuf'
import type { DType } from './dtype'
import type { Shape } from './shape'

/** A constant's elements in little-endian row-major order; of a file that is written, they may come when it is. */
export interface ConstantValue {
  readonly dtype: DType
  readonly shape: Shape
  readonly bytes: Uint8Array | LateBytes
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

export type Attributes = Readonly<Record<string, AttributeValue>>
