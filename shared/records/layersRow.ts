import { z } from 'zod'

const figure = z.number().nonnegative().nullable()

/** How values lie between `from` and `to`, in equal bins; a value on the upper edge is in the last. */
export const Histogram = z.strictObject({
  from: z.number(),
  to: z.number(),
  counts: z.array(z.int().nonnegative()).min(1).max(256),
})
export type Histogram = z.infer<typeof Histogram>

/** A layer that learns, as one step saw it. Numbers that are not finite are `null`. */
export const LayerLook = z.strictObject({
  layer: z.string(),
  /** Euclidean norm of the gradient of all its arrays (before clipping and weight decay), and of their values before the update. */
  gradient: figure,
  weight: figure,
  /** Of at most some thousand values of its largest array, evenly chosen; absent where one of them is not finite. */
  histogram: Histogram.optional(),
})
export type LayerLook = z.infer<typeof LayerLook>

/** One row of `runs/<id>/layers.jsonl`: a look at the layers in one step, which counts from 1. Its version is that of `job.json`. */
export const LayersRow = z.strictObject({
  step: z.int().positive(),
  layers: z.array(LayerLook),
  /** Layers with ReLU: the part of their channels that was zero for every picture of the batch. */
  dead: z.array(z.strictObject({ layer: z.string(), share: z.number().min(0).max(1) })).optional(),
})
export type LayersRow = z.infer<typeof LayersRow>

/** What the file is called. */
export const layersFile = 'layers.jsonl'
