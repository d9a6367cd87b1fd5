import type { Shape } from '../../../../shared/graph/shape'

/** One of our layers that a layer of Keras' becomes; several stand one behind the other. */
export interface LayerPlan {
  readonly type: string
  readonly config: Readonly<Record<string, unknown>>
  /** Values that do not come from the file, by the weight's name; such a layer takes none of Keras' arrays. */
  readonly values?: Readonly<Record<string, (shape: Shape) => Float32Array>>
}

/** What a layer of Keras' is to us. */
export type Reading =
  | { readonly plans: readonly LayerPlan[] }
  /** y = x * scale + offset; in front of everything it is the normalization, else a frozen layer. */
  | { readonly scale: readonly number[]; readonly offset: readonly number[] }
  /** Left out: it does nothing in inference. */
  | { readonly leftOut: string }
  /** Mean and variance lie in its arrays. */
  | { readonly normalization: true; readonly given?: { readonly mean: number[]; readonly variance: number[] } }
  | { readonly unknown: string }

export const isKnown = (reading: Reading): reading is { readonly plans: readonly LayerPlan[] } => 'plans' in reading
