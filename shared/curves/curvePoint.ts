import { z } from 'zod'

const figure = z.number().nullable()

/** One or more steps in a row, as a point of a curve. Figures that are not finite are `null`. */
export const CurvePoint = z.strictObject({
  /** The last of them, from 1. */
  step: z.int().positive(),
  /** How many measured steps it stands for. */
  steps: z.int().positive(),
  /** Mean, least and greatest of the losses. */
  loss: figure,
  lowest: figure,
  highest: figure,
  /** Mean part of the batch that is right. */
  top1: figure,
  learningRate: z.number(),
  imagesPerSecond: figure,
})
export type CurvePoint = z.infer<typeof CurvePoint>

export interface StepRow {
  readonly step: number
  readonly loss: number | null
  readonly top1?: number | null | undefined
  readonly learningRate: number
  readonly imagesPerSecond: number | null
}

export const pointOf = ({ step, loss, top1 = null, learningRate, imagesPerSecond }: StepRow): CurvePoint => ({
  step,
  steps: 1,
  loss,
  lowest: loss,
  highest: loss,
  top1,
  learningRate,
  imagesPerSecond,
})

/** One point for two that follow each other: means by their steps, extremes kept, rates of the later one. */
export function joinPoints(a: CurvePoint, b: CurvePoint): CurvePoint {
  const mean = (x: number | null, y: number | null) =>
    x === null ? y : y === null ? x : (x * a.steps + y * b.steps) / (a.steps + b.steps)
  const choose = (x: number | null, y: number | null, of: (x: number, y: number) => number) =>
    x === null ? y : y === null ? x : of(x, y)
  return {
    step: b.step,
    steps: a.steps + b.steps,
    loss: mean(a.loss, b.loss),
    lowest: choose(a.lowest, b.lowest, Math.min),
    highest: choose(a.highest, b.highest, Math.max),
    top1: mean(a.top1, b.top1),
    learningRate: b.learningRate,
    imagesPerSecond: b.imagesPerSecond,
  }
}
