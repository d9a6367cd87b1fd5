import type { Network } from '../../shared/model/network'
import type { ProblemDetails } from '../../shared/problem'
import type { ExportPreprocessing } from './exportModel'
import type { WeightSource } from './weightSource'

/** What a reader found in a file. */
export interface ImportedModel {
  /**
   * The network, flat, without positions (the layout gives them); absent for a file of named weights alone. Its layers are of our
   * types: what is not known is no network but a Problem, or stands in `notUnderstood`.
   */
  readonly network?: Network | undefined
  /** With a network: `<layer id>/<weight>`, in our layout (NHWC, HWIO). Without one: the file's own names and layouts. */
  readonly weights: WeightSource
  readonly preprocessing?: ExportPreprocessing | undefined
  readonly classes?: readonly string[] | undefined
  /** What the output is, where the file says it. */
  readonly outputKind?: 'logits' | 'probabilities' | undefined
  /** What stands in the file and was left aside, each with a stable code: an optimizer's slots, say. */
  readonly notUnderstood: readonly ProblemDetails[]
}

/** Above it a reader refuses, before anything is allocated. */
export interface ReadBudget {
  /** Of all arrays together, in bytes of float32. */
  readonly weightBytes: number
  readonly tensors: number
  readonly layers: number
  /** Of a configuration text. */
  readonly configBytes: number
}

export const readBudget: ReadBudget = {
  weightBytes: 8 * 2 ** 30,
  tensors: 100_000,
  layers: 20_000,
  configBytes: 16 * 2 ** 20,
}
