import { z } from 'zod'

const fraction = z.number().min(0).max(0.9)

/**
 * Which images a project learns from. Each image falls into a split by a hash of its content and the seed, so that the split
 * stays as it is when images are added and duplicates stay together. A source with a test set of its own keeps it. Picture files
 * are dealt out class by class and frozen in `dataset.json`.
 */
export const DataReference = z
  .strictObject({
    /** `sample:digits`, `sample:shapes`, or a path, relative to the project's folder. */
    source: z.string().min(1),
    /** Part of the images that measures progress. */
    validation: fraction.default(0.1),
    /** Part of the images that is looked at once, at the end; not used where the source has a test set. */
    test: fraction.default(0.1),
    seed: z.int().nonnegative().default(1),
    /** Of picture files: every class has the same parts in each split. */
    stratified: z.boolean().default(true),
    /** Of picture files: those of one burst (`IMG_0012_1.jpg`, `IMG_0012_2.jpg`) fall into one split. */
    bursts: z.boolean().default(false),
    /**
     * Of folders inside a class folder: their pictures are left out (absent), belong to the class (`first-folder`), or each folder is a
     * class (`full-path`).
     */
    nested: z.enum(['first-folder', 'full-path']).optional(),
    /** Of picture files that vanish or change while they are read: left out and named, or a reason to stop. */
    whenFilesChange: z.enum(['skip', 'stop']).default('skip'),
  })
  .refine(({ validation, test }) => validation + test <= 0.9, {
    message: 'validation and test together leave less than a tenth for training',
    path: ['validation'],
  })
export type DataReference = z.infer<typeof DataReference>
