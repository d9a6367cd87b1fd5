import { z } from 'zod'
import { ProblemMessage } from '../../../shared/contract/problemMessage'

const count = z.int().nonnegative()
/** Name, size in bytes and time of the last change (ms) of a file, as it was listed. */
const file = [z.string(), count, z.number()] as const

/** In place of the time of a file that could not be read: it is tried again. */
export const neverRead = -1

/** What a pack says of itself behind its pixels and digests, as JSON. */
export const PackIndex = z.strictObject({
  format: z.literal('layerloom-pack'),
  version: z.literal(1),
  /** Of the decoder that made the pixels. */
  decoder: z.string(),
  target: z.strictObject({
    shape: z.tuple([count, count, count]),
    resize: z.enum(['stretch', 'fit', 'crop']),
    background: z.tuple([count, count, count]),
  }),
  /** Different pictures in it; files of equal content share one. */
  pictures: count,
  /** Files whose pixels are in it, and at which place. */
  files: z.array(z.tuple([...file, count])),
  /** Files that cannot be used, and why. */
  refused: z.array(z.tuple([...file, ProblemMessage])),
  /** How many pictures there is something to say of, by the decoder's code. */
  notes: z.record(z.string(), count),
})
export type PackIndex = z.infer<typeof PackIndex>
