import type { Shape } from '../graph/shape'

/**
 * One case of the exam that every layer takes (tests/layers/exam.test.ts): configuration round trip, shapes as inferred, weights,
 * gradients in training, frozen and in inference, initial values. What is stated here is worked out by hand.
 */
export interface ExamCase {
  readonly name: string
  /** As a network spec would write it. */
  readonly config: Readonly<Record<string, unknown>>
  readonly inputs: readonly Shape[]
  readonly output: Shape
  /** Every array by name. */
  readonly weights?: Readonly<Record<string, Shape>>
  readonly macs?: number
}
