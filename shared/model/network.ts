import { z } from 'zod'
import { BlockDefinition } from './blocks/block'
import { LayerFrame, LayerId, LayerSpec, mostFrames } from './layerSpec'

export { LayerFrame, LayerId, LayerSpec } from './layerSpec'

/**
 * A second classifier that only training has (Szegedy et al. 2014): its loss times `weight` is added to the network's, and in
 * inference it is not there. `layer` gives one logit a class, and may be a block.
 */
export const AuxiliaryOutput = z.strictObject({
  layer: LayerId,
  weight: z.number().positive().max(1000).default(0.3),
  /** Whether the network's multiply-adds count it in, though inference leaves it out. */
  counted: z.boolean().default(false),
})
export type AuxiliaryOutput = z.infer<typeof AuxiliaryOutput>

/**
 * A network: a graph of layers with one `input` and one output, the layer that no other takes (beside the auxiliary ones).
 * A layer of type `block` stands for a subgraph that `blocks` describes.
 */
export const Network = z.strictObject({
  name: z.string().max(200).optional(),
  layers: z.array(LayerSpec).min(1).max(20_000),
  blocks: z.record(LayerId, BlockDefinition).optional(),
  auxiliary: z.array(AuxiliaryOutput).max(100).optional(),
  frames: z.array(LayerFrame).max(mostFrames).optional(),
})
export type Network = z.infer<typeof Network>
