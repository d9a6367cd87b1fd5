import { z } from 'zod'
import type { ExportModel } from './exportModel'

const level = z.int().min(0).max(255)
const size = z.int().positive()

/**
 * What a model file cannot say of itself: lies beside every export and, where the format has room for a text, inside
 * it too, so that `predict` and `import` know how to treat pictures.
 */
export const ModelNotes = z.object({
  format: z.literal('layerloom-model'),
  version: z.literal(1),
  name: z.string().max(200),
  classes: z.array(z.string().max(500)).min(1).max(1_048_576),
  output: z.enum(['logits', 'probabilities']),
  input: z.object({
    height: size,
    width: size,
    channels: size,
    layout: z.enum(['nhwc', 'nchw']),
    /** Of what is fed. */
    values: z.enum(['pixels 0-255', 'normalized']),
  }),
  preprocessing: z.object({
    resize: z.enum(['stretch', 'fit', 'crop']),
    background: z.tuple([level, level, level]),
    /** y = pixel * scale + offset: one pair, or one a channel. */
    scale: z.array(z.number()).min(1),
    offset: z.array(z.number()).min(1),
    /** The model does it itself. */
    isInside: z.boolean(),
  }),
})
export type ModelNotes = z.infer<typeof ModelNotes>

export function notesOf(model: ExportModel, layout: 'nhwc' | 'nchw' = 'nhwc'): ModelNotes {
  const { name, classes, outputKind, inputShape, preprocessing } = model
  const { resize, background, scale, offset, isInside } = preprocessing
  return {
    format: 'layerloom-model',
    version: 1,
    name,
    classes: [...classes],
    output: outputKind,
    input: {
      height: inputShape[0],
      width: inputShape[1],
      channels: inputShape[2],
      layout,
      values: isInside ? 'pixels 0-255' : 'normalized',
    },
    preprocessing: { resize, background, scale: [...scale], offset: [...offset], isInside },
  }
}

/** What they are called beside an export. */
export const notesFile = 'layerloom.json'
