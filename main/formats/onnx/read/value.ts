import type { Shape } from '../../../../shared/graph/shape'
import type { Constant } from '../constants'

/** The batch of pictures itself, perhaps already multiplied and shifted: what is done to it so far is its normalization. */
export interface InputValue {
  readonly kind: 'input'
  readonly layout: Layout
  readonly scale: readonly number[]
  readonly offset: readonly number[]
}

/** How a picture lies. */
export type Layout = 'nchw' | 'nhwc'

/** What a layer of ours gives: a picture [h, w, c], in the file in this layout. */
export interface PictureValue {
  readonly kind: 'picture'
  readonly id: string
  readonly layout: Layout
  /** More than one thing reads the layer, though this tensor may have one reader: it has other names. */
  readonly isShared?: boolean
}

/** What a layer of ours gives: a vector. */
export interface VectorValue {
  readonly kind: 'vector'
  readonly id: string
  readonly isShared?: boolean
  /** In the file it still is [n, c, 1, 1]. */
  readonly isSpatial?: boolean
  /** In the file its values are those of this picture [h, w, c] as [c, h, w]; in our layer as [h, w, c]. */
  readonly picture?: Shape | undefined
}

/**
 * A function of each number of what a tensor holds, put together of several nodes ("mul(x,sigmoid(x))"): it becomes an activation
 * when something else reads it.
 */
export interface FunctionValue {
  readonly kind: 'function'
  /** The tensor that is x. */
  readonly of: string
  readonly text: string
  /** The last node's own part, and the tensor that it is of. */
  readonly last: { readonly of: string; readonly text: string; readonly node: string }
  /** Made of two tensors: what it is if it is no function that we know. */
  readonly pair?: { readonly op: 'add' | 'mul'; readonly of: readonly [string, string] }
}

/** Rows of a picture already joined by a matrix: the first half of an adaptive pool. */
export interface HalfPooledValue {
  readonly kind: 'half-pooled'
  readonly id: string
  readonly rows: number
}

/** A picture with its border repeated or mirrored: the first half of an image filter. */
export interface BorderedValue {
  readonly kind: 'bordered'
  readonly id: string
  readonly edges: 'repeat' | 'mirror'
  /** [top, left, bottom, right]. */
  readonly pads: readonly number[]
}

/** All numbers of a batch of vectors behind one another: what an exporter makes on its way into a view. */
export interface FlatValue {
  readonly kind: 'flat'
  readonly of: VectorValue
}

/** For each picture n of the batch the places n * step + offset: indices that depend on the batch's size. */
export interface PlacesValue {
  readonly kind: 'places'
  readonly step: number
  readonly offsets: readonly number[]
  /** Without the batch. */
  readonly dims: Shape
}

export type Activation = PictureValue | VectorValue
export type Value =
  | Activation
  | InputValue
  | FunctionValue
  | HalfPooledValue
  | BorderedValue
  | FlatValue
  | PlacesValue
  | Constant
