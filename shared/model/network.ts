import { z } from 'zod'

/** A layer's name in a network: unique, and the stem of its weights' names. */
export const LayerId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,79}$/, 'a layer id starts with a letter and has letters, digits, "_", "." and "-"')
export type LayerId = z.infer<typeof LayerId>

/** One layer as a network spec writes it. Its `config` is checked by the layer's own schema. */
export const LayerSpec = z.strictObject({
  id: LayerId,
  type: z.string(),
  /** Ids of the layers whose outputs it takes, in order. Empty for `input`. */
  inputs: z.array(LayerId).default([]),
  config: z.record(z.string(), z.unknown()).default({}),
  /** Weights and moving averages stay as they are while the others train. */
  frozen: z.boolean().optional(),
  /** Where the canvas shows it, in pixels. */
  position: z.tuple([z.number(), z.number()]).optional(),
})
export type LayerSpec = z.infer<typeof LayerSpec>

/** A network: a graph of layers with one `input` and one output, the layer that no other takes. */
export const Network = z.strictObject({
  name: z.string().max(200).optional(),
  layers: z.array(LayerSpec).min(1).max(20_000),
})
export type Network = z.infer<typeof Network>
