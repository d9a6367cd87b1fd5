import { z } from 'zod'

/** A layer's name in a network: unique, and the stem of its weights' names. */
export const LayerId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,79}$/, 'a layer id starts with a letter and has letters, digits, "_", "." and "-"')
export type LayerId = z.infer<typeof LayerId>

/** Most repetitions of a block in a row. */
export const mostRepeats = 1000

/** The `type` of a layer that stands for a block. */
export const blockType = 'block'

/** One layer as a network spec writes it. Its `config` is checked by the layer's own schema. */
export const LayerSpec = z.strictObject({
  id: LayerId,
  /** A kind of layer, or `block`. */
  type: z.string(),
  /** Ids of the layers whose outputs it takes, in order. Empty for `input`. */
  inputs: z.array(LayerId).default([]),
  /** Of a block: the values of its parameters. */
  config: z.record(z.string(), z.unknown()).default({}),
  /** Of a block: its name among the network's `blocks`. */
  block: LayerId.optional(),
  /** Of a block: stands this many times in a row, as `<id>.0`, `<id>.1` and so on. */
  repeat: z.int().min(1).max(mostRepeats).optional(),
  /** Of a repeated block: values that differ in the first repetition (a stage's stride, say). */
  first: z.record(z.string(), z.unknown()).optional(),
  /** The same for the last repetition. */
  last: z.record(z.string(), z.unknown()).optional(),
  /** Weights and moving averages stay as they are while the others train. */
  frozen: z.boolean().optional(),
  /** Left out for now, with its wires kept: who takes it takes its first input. A layer without inputs cannot be. */
  bypassed: z.boolean().optional(),
  /** What somebody wrote about it. */
  notes: z.string().min(1).max(5000).optional(),
  /** Where the canvas shows it, in pixels; without it the canvas finds it a place. */
  position: z.tuple([z.number(), z.number()]).optional(),
})
export type LayerSpec = z.infer<typeof LayerSpec>

/** A labelled box that the canvas draws around some layers. It means nothing to the network, and names that are gone are no fault. */
export const LayerFrame = z.strictObject({
  id: LayerId,
  label: z.string().max(200).default(''),
  layers: z.array(LayerId).max(2000),
})
export type LayerFrame = z.infer<typeof LayerFrame>

export const mostFrames = 500
