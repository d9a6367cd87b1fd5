import type { z } from 'zod'
import type { Tensor } from '../graph/graph'
import type { Shape } from '../graph/shape'
import type { ProblemValues } from '../problem'
import type { ShapeSum } from './arithmetic'
import type { Initializer } from './initializer'
import type { LowerContext } from './lowering'

/** What a layer is for; the palette's groups and the canvas' colours. */
export type LayerFamily =
  | 'convolution'
  | 'dense'
  | 'normalization'
  | 'activation'
  | 'pooling'
  | 'merge'
  | 'regularization'
  | 'shape'

export type WeightRole =
  | 'kernel'
  | 'bias'
  | 'gamma'
  | 'beta'
  | 'moving-mean'
  | 'moving-variance'
  | 'batch-count'
  | 'slope'

/** One array that a layer owns. */
export interface WeightSpec {
  /** Within the layer: `kernel`, `bias`, `gamma`. The variable is `<layer id>/<name>`. */
  readonly name: string
  /** HWIO for a convolution's kernel, [in, out] for a dense one. */
  readonly shape: Shape
  readonly role: WeightRole
  readonly initializer: Initializer
  /** Whether the optimizer changes it; moving averages are changed by the layer itself. */
  readonly trainable: boolean
  /** Connections into and out of one unit, for the initializer. */
  readonly fan?: { readonly in: number; readonly out: number }
}

/** Why a layer cannot stand where it stands: cause and remedy, without the layer's name. */
export interface LayerProblem {
  readonly code: string
  readonly message: string
  readonly remedy?: string
  readonly values?: ProblemValues
}

/** Most inputs of a layer that takes any number of them. */
export const mostInputs = 1000

export const isLayerProblem = (value: Shape | LayerProblem): value is LayerProblem => 'message' in value

/** Receptive field of one step along height and width: kernel (dilation counted in), stride and padding before, in pixels. */
export interface FieldStep {
  readonly kernel: readonly [height: number, width: number]
  readonly stride: readonly [height: number, width: number]
  readonly padding: readonly [top: number, left: number]
}

/**
 * One kind of layer, as data: the compiler, the inspector, the palette, the terminal and the exports read the list of these
 * (`shared/layers/index.ts`). Shapes are a picture's, without the batch: [h, w, c] or [n].
 */
export interface LayerDefinition<C extends object = object> {
  /** As the network spec writes it: `conv2d`. */
  readonly type: string
  readonly family: LayerFamily
  /** Configuration with its defaults; unknown keys are refused. */
  readonly schema: z.ZodType<C>
  /** How many inputs it takes. */
  readonly inputs: { readonly min: number; readonly max: number }
  /** Output shape, or why there is none. Called only with the right number of inputs. */
  shape(config: C, inputs: readonly Shape[]): Shape | LayerProblem
  /** Its arrays; none for most. Called only if `shape` gave a shape. */
  weights?(config: C, inputs: readonly Shape[]): readonly WeightSpec[]
  /** Multiply-adds of one picture's forward pass, as fvcore and torchvision count: convolutions and matrix products only. */
  macs?(config: C, inputs: readonly Shape[], output: Shape): number
  /** What it does to the receptive field; absent: nothing (1x1, stride 1); `'all'`: every output sees the whole input. */
  field?(config: C, inputs: readonly Shape[]): FieldStep | 'all'
  /** What it does to each value, in the markup of `renderer/inspector/Formula.tsx`: x^{2}, w_{uvc}. */
  formula(config: C): string
  /** How its output's sizes come about, where there is something to work out. Called only if `shape` gave a shape. */
  sums?(config: C, inputs: readonly Shape[], output: Shape): readonly ShapeSum[]
  /** Adds its ops to the graph. Inputs are [n, ...shape]; the `input` layer, which has none, is given the batch. */
  lower(context: LowerContext, config: C, inputs: readonly Tensor[]): Tensor
}

/** Declares a layer, keeping the type of its configuration. */
export const defineLayer = <C extends object>(definition: LayerDefinition<C>): LayerDefinition<C> => definition
