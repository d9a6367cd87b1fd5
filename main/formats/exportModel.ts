import type { Shape } from '../../shared/graph/shape'
import type { BlockPart } from '../../shared/model/blocks/expand'
import type { Preprocessing } from '../../shared/records/preprocessing'
import type { ExportLayerType, LayerConfigs } from './layerConfigs'
import type { ModelCard } from './modelCard'
import type { WeightSource } from './weightSource'

/**
 * A trained network on its way into a file: what all formats are written from. Pure data; the passes (`passes/`) give a new one.
 *
 * - Flat: blocks are expanded, auxiliary classifiers are gone, and of what only training has nothing is left (dropout and noise are
 *   taken out; dropout that scales in inference is a `scale` layer).
 * - Layers stand in an order in which each comes after its inputs; `input` is the first.
 * - Pictures are NHWC, kernels HWIO (depthwise [h, w, c, multiplier], transposed [h, w, filters, c], dense [in, out]).
 * - Padding: 'same' is TensorFlow's (the odd pixel after), 'valid' none, else pixels [[top, bottom], [left, right]]. What it comes to
 *   for the layer's input, in pixels, is `windowsOver(layer.inputShapes[0], config)` of `shared/layers/padding.ts`; the field
 *   `overhang` is what pooling with `ceil` needs beyond the padding.
 * - Batch norm is (x - mean) / sqrt(variance + epsilon) * gamma + beta, epsilon inside the root, in every format.
 * - `flatten` has channels fastest: a format that is NCHW must reorder the rows of a dense kernel behind it.
 */
export interface ExportModel {
  readonly name: string
  readonly layers: readonly ExportLayer[]
  readonly input: string
  readonly output: string
  readonly inputShape: readonly [height: number, width: number, channels: number]
  /** Every array of `layers`, as `<layer id>/<weight>`. */
  readonly weights: WeightSource
  /** Stored with half the bytes where the format can. */
  readonly weightType: 'float32' | 'float16'
  /** Arrays that keep their precision in a file of float16, for rounding them moves the output too far. */
  readonly keptFloat32: ReadonlySet<string>
  readonly preprocessing: ExportPreprocessing
  /** What stands at each position of the output. */
  readonly classes: readonly string[]
  readonly outputKind: 'logits' | 'probabilities'
  readonly card: ModelCard
  /** The blocks that the layers come from, outer before inner: what code for people is structured by. Layers may be gone. */
  readonly parts: readonly ExportPart[]
}

export interface ExportPart extends BlockPart {
  /** What the block is, in a sentence. */
  readonly title?: string | undefined
}

export type ExportLayerOf<T extends ExportLayerType> = {
  readonly type: T
  readonly id: string
  /** With all defaults. */
  readonly config: LayerConfigs[T]
  /** Ids of the layers that it reads. */
  readonly inputs: readonly string[]
  /** Of what it reads, without the batch. */
  readonly inputShapes: readonly Shape[]
  /** Without the batch: [h, w, c] or [n]. */
  readonly shape: Shape
  /** Names within the layer ('kernel', 'moving-mean'); the array is `<id>/<name>` in `weights`. */
  readonly weights: readonly string[]
}

/** Told apart by `type`, so that a writer's switch is checked for gaps. */
export type ExportLayer = { [T in ExportLayerType]: ExportLayerOf<T> }[ExportLayerType]

/** From a picture file to what the model takes. */
export interface ExportPreprocessing {
  readonly resize: Preprocessing['resize']
  readonly background: Preprocessing['background']
  /** y = pixel * scale + offset for pixels of 0 to 255; one pair, or one a channel (red, green, blue). */
  readonly scale: readonly number[]
  readonly offset: readonly number[]
  /** Whether the model does that itself (its first layer is a `scale`), so that it takes pixels of 0 to 255. */
  readonly isInside: boolean
}

/** The name of a layer's array in `weights`. */
export const weightOf = (layer: Pick<ExportLayer, 'id'>, name: string): string => `${layer.id}/${name}`
