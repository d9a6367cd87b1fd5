import type { TrainingConfiguration } from '../../../shared/training/configuration'
import type { EpochResult } from '../learn'

/** A network that was trained. */
export interface LearnedRun {
  readonly name: string
  readonly epochs: readonly EpochResult[]
  /** Before the first epoch and after each: the gradient's norm at every convolution, from the first to the last. */
  readonly norms: readonly (readonly number[])[]
  /** How it ended before its time. */
  readonly broken?: string
}

/** Gradient norms of untrained networks, by what they are made of and how they start. */
export type StartingNorms = Record<
  'batch norm' | 'no norm, He' | 'no norm, Glorot',
  { readonly name: string; readonly norms: readonly number[] }[]
>

/** What came out of the depth experiment. */
export interface DepthReport {
  readonly machine: object
  readonly data: { readonly classes: number; readonly train: number; readonly test: number }
  readonly configuration: TrainingConfiguration
  readonly start: StartingNorms
  readonly depth: LearnedRun[]
  /** plain-20 with and without batch norm, at three rates. */
  readonly norm: LearnedRun[]
}
