import type { EpochPoint, LayersNews } from '../contract/studio/runs'
import type { CurvePoint } from '../curves/curvePoint'

/** What the coach looks at: a run as its window knows it. */
export interface Signals {
  readonly points: readonly CurvePoint[]
  readonly epochs: readonly EpochPoint[]
  readonly classes: number
  /** The rate of the last step. */
  readonly learningRate: number | undefined
  /** The newest look at the layers, from the input to the output, and their names. */
  readonly layers: readonly string[]
  readonly look: LayersNews | undefined
  /** The run ended on a number that is not finite. */
  readonly isBroken: boolean
}

/** What would help, as the window can do it. */
export type Remedy = { readonly kind: 'learning-rate'; readonly value: number } | { readonly kind: 'stop' }

/** Something that a person should look at. Its words are `train:coach.<id>`, with the values. */
export interface Finding {
  readonly id: FindingId
  /** Figures of the evidence, by the names that the words have. */
  readonly values: Readonly<Record<string, string | number>>
  readonly remedy?: Remedy
  /** Where to look. */
  readonly layer?: string
}

export type FindingId =
  | 'notANumber'
  | 'rateTooHigh'
  | 'notFalling'
  | 'validationRising'
  | 'validationStill'
  | 'deadRelu'
  | 'vanishing'
  | 'gap'

/** One rule: a finding, or nothing. Pure. */
export type Rule = (signals: Signals) => Finding | undefined
