import { z } from 'zod'

/**
 * How the bytes 0-255 of a picture become the numbers that the network sees; part of the model, so it is kept with its weights.
 * `mean` and `deviation` are per channel, on the scale 0-1: (byte / 255 - mean) / deviation.
 */
export const Normalization = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('0-1') }),
  z.strictObject({ kind: z.literal('-1-1') }),
  z
    .strictObject({
      kind: z.literal('mean-deviation'),
      mean: z.array(z.number()).min(1),
      deviation: z.array(z.number().positive()).min(1),
    })
    .refine(({ mean, deviation }) => mean.length === deviation.length, {
      message: 'mean and deviation have one number a channel each',
      path: ['deviation'],
    }),
  /** Mean and deviation of ImageNet's training pictures, as torchvision's weights expect them; RGB. */
  z.strictObject({ kind: z.literal('imagenet') }),
  /** Mean and deviation of the project's own training images: computed when a run begins, which keeps the numbers. */
  z.strictObject({ kind: z.literal('per-channel') }),
])
export type Normalization = z.infer<typeof Normalization>

const level = z.int().min(0).max(255)

/**
 * From a picture file to what the network sees. The size and whether it is grey or RGB are the network's input shape; IDX images
 * and the samples have theirs already.
 */
export const Preprocessing = z.strictObject({
  normalization: Normalization.default({ kind: '0-1' }),
  /** `stretch`: both sides scaled on their own; `fit`: the whole picture, the rest filled; `crop`: filled, the middle kept. */
  resize: z.enum(['stretch', 'fit', 'crop']).default('stretch'),
  /** Colour under transparent pixels and beside a fitted picture: red, green, blue. */
  background: z.tuple([level, level, level]).default([255, 255, 255]),
})
export type Preprocessing = z.infer<typeof Preprocessing>
