import { z } from 'zod'

/** The file formats, as the terminal writes them. */
export const FormatId = z.enum(['tfjs', 'keras', 'h5', 'savedmodel', 'onnx', 'safetensors', 'pytorch', 'web'])
export type FormatId = z.infer<typeof FormatId>

/** What a person may choose of an export. Which of it a format offers is in its description (`exportFormats.ts`). */
export const ExportOptions = z.strictObject({
  /** `float16`: half the bytes; each value of a kernel is rounded to the nearest, ties to even. Vectors, and what computes, are float32. */
  weights: z.enum(['float32', 'float16']),
  /** Batch norms go into the convolution or dense layer in front of them where nothing else reads that one. */
  foldBatchNorm: z.boolean(),
  /** `probabilities`: a softmax at the end. */
  output: z.enum(['logits', 'probabilities']),
  /** `inside`: the model takes pixels of 0 to 255 and normalizes them itself. `outside`: it takes normalized numbers. */
  preprocessing: z.enum(['inside', 'outside']),
  /** How the model's input lies in memory. */
  layout: z.enum(['nhwc', 'nchw']),
  /** Names of the weights: the project's own, or those of torchvision's network where the zoo knows them. */
  names: z.enum(['project', 'torchvision']),
})
export type ExportOptions = z.infer<typeof ExportOptions>
export type ExportOption = keyof ExportOptions

/** What holds where nobody says anything. */
export const exportDefaults: ExportOptions = {
  weights: 'float32',
  foldBatchNorm: false,
  output: 'logits',
  preprocessing: 'inside',
  layout: 'nhwc',
  names: 'project',
}

/** What a person said of them; the rest are the format's defaults. */
export const ExportWishes = ExportOptions.partial()
export type ExportWishes = z.infer<typeof ExportWishes>
