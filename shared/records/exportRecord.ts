import { z } from 'zod'
import { ExportOptions, FormatId } from '../formats/exportOptions'

const count = z.int().nonnegative()

/** How the written file did against the run, on real pictures. */
export const ExportCheck = z.strictObject({
  images: count,
  /** Where they are from; `drawn`: noise, for the data could not be opened. */
  from: z.enum(['test', 'validation', 'train', 'drawn']),
  /** Largest absolute difference of two outputs, and what was allowed. */
  maxLogitDifference: z.number().nonnegative(),
  allowed: z.number().positive(),
  /** Pictures whose likeliest class is another one: more than none is an error, so it is 0 here. */
  top1Changed: count,
  /** Pictures on which rounding decides between two classes. */
  ties: count,
  /** By which way the file was loaded and run, in words. */
  way: z.string(),
  /** Each picture by its place in the split, with the largest difference of its outputs. */
  pictures: z.array(z.strictObject({ index: count, difference: z.number().nonnegative() })).optional(),
  /** Those that differ most: what the run and the file say for the run's likeliest class. */
  worst: z
    .array(z.strictObject({ index: count, class: count, studio: z.number(), file: z.number() }))
    .max(20)
    .optional(),
})
export type ExportCheck = z.infer<typeof ExportCheck>

/** A line of `runs/<id>/exports.jsonl`, and `export.json` beside each export. */
export const ExportRecord = z.strictObject({
  createdAt: z.string(),
  format: FormatId,
  options: ExportOptions,
  /** The file or folder. */
  path: z.string(),
  /** The folder with labels, preprocessing, model card and example: the same for a folder. */
  beside: z.string(),
  /** Of the file, or of all files in the folder. */
  bytes: count,
  /** Of float16 weights: how many kernels keep float32, so that the output is what it was; absent: none. */
  keptFloat32: z.strictObject({ arrays: count, of: count }).optional(),
  checkpoint: z.strictObject({ step: count, path: z.string() }),
  check: ExportCheck,
})
export type ExportRecord = z.infer<typeof ExportRecord>
