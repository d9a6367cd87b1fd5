import { z } from 'zod'

/** The file formats, as the terminal writes them. */
export const FormatId = z.enum(['tfjs', 'keras', 'h5', 'savedmodel', 'onnx', 'safetensors', 'pytorch'])
export type FormatId = z.infer<typeof FormatId>

/** What a person may choose of an export. Which of it a format offers is in its description (`exportFormats.ts`). */
export const ExportOptions = z.strictObject({
  /** `float16`: half the bytes; each value is rounded to the nearest, ties to even. What computes is still float32. */
  weights: z.enum(['float32', 'float16']).default('float32'),
  /** Batch norms go into the convolution or dense layer in front of them where nothing else reads that one. */
  foldBatchNorm: z.boolean().default(false),
  /** `probabilities`: a softmax at the end. */
  output: z.enum(['logits', 'probabilities']).default('logits'),
  /** `inside`: the model takes pixels of 0 to 255 and normalizes them itself. `outside`: it takes normalized numbers. */
  preprocessing: z.enum(['inside', 'outside']).default('inside'),
  /** How the model's input lies in memory. */
  layout: z.enum(['nhwc', 'nchw']).default('nhwc'),
  /** Names of the weights: the project's own, or those of torchvision's network where the zoo knows them. */
  names: z.enum(['project', 'torchvision']).default('project'),
})
export type ExportOptions = z.infer<typeof ExportOptions>
export type ExportOption = keyof ExportOptions
