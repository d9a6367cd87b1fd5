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
])
export type Normalization = z.infer<typeof Normalization>

export const Preprocessing = z.strictObject({
  normalization: Normalization.default({ kind: '0-1' }),
})
export type Preprocessing = z.infer<typeof Preprocessing>
