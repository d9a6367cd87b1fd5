import { z } from 'zod'
import { LayerFrame, LayerId, LayerSpec, mostFrames, mostRepeats } from '../layerSpec'
import { Expression } from './expression'
import { BlockParameter } from './parameter'

/** What stands in a setting in place of a value: `{"$": "filters"}`. */
export const Substituted = z.strictObject({ $: Expression })

/**
 * A layer inside a block. Its ids are the block's own, its inputs are those or the block's `inputs`, and any value of its
 * settings may be `{"$": expression}`.
 */
export const InnerLayer = LayerSpec.extend({
  repeat: z.union([z.int().min(1).max(mostRepeats), Substituted]).optional(),
  /** The layer is left out where this is false; who takes it then takes `otherwise`. */
  when: Expression.optional(),
  /** Default: its first input. */
  otherwise: LayerId.optional(),
})
export type InnerLayer = z.infer<typeof InnerLayer>

/** A named subgraph with parameters, of which a network may have any number. */
export const BlockDefinition = z.strictObject({
  /** What it is, in a sentence: "two 3x3 convolutions beside a shortcut". */
  title: z.string().max(300).optional(),
  parameters: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/), BlockParameter).default({}),
  /** Names under which its layers take what comes in, in the order in which it is connected. Repetitions pass on the first. */
  inputs: z.array(LayerId).min(1).max(20).default(['in']),
  layers: z.array(InnerLayer).min(1).max(2000),
  /** Which layer's output is the block's. */
  output: LayerId,
  frames: z.array(LayerFrame).max(mostFrames).optional(),
})
export type BlockDefinition = z.infer<typeof BlockDefinition>
