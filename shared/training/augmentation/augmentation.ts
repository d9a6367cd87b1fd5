import { z } from 'zod'
import { Operation } from '.'
import type { PictureSize } from './operation'
import { policies } from './policies'

const PolicyEntry = z.strictObject({ type: z.enum(['light', 'medium', 'strong']) })
type PolicyEntry = z.infer<typeof PolicyEntry>

/**
 * Random changes to training images, in order; pictures for validation and test are never changed. An entry is an operation, or the name of
 * a policy that stands for several: `[{ "type": "light" }]`, `[{ "type": "random-crop", "padding": 4 }, { "type": "mixup" }]`.
 */
export const Augmentation = z.array(z.discriminatedUnion('type', [PolicyEntry, Operation]))
export type Augmentation = z.infer<typeof Augmentation>

/** The operations of which an augmentation is made for pictures of that size. */
export const resolveAugmentation = (augmentation: Augmentation, size: PictureSize): Operation[] =>
  augmentation.flatMap((entry) => {
    const policy = policies.find(({ name }) => name === entry.type)
    return policy
      ? policy.operations(size).map((operation) => Operation.parse(operation))
      : [entry as Exclude<typeof entry, PolicyEntry>]
  })
