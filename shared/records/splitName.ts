import { z } from 'zod'

/** What an image is for, as records write it. */
export const SplitName = z.enum(['train', 'validation', 'test'])
export type SplitName = z.infer<typeof SplitName>
