import { z } from 'zod'
import { LayerPattern } from './layerPattern'

const layers = z.array(LayerPattern).min(1).max(1000)

/** From that epoch on, counted from 1, these layers learn too. */
export const Unfreezing = z.strictObject({ epoch: z.int().min(2).max(1_000_000), layers })
export type Unfreezing = z.infer<typeof Unfreezing>

/** The learning rate of these layers is the schedule's times `factor`; of several rules that fit a layer, the last counts. */
export const LayerRate = z.strictObject({ layers, factor: z.number().min(0).max(1000) })
export type LayerRate = z.infer<typeof LayerRate>

/**
 * Which layers learn when, and how fast: transfer learning (Yosinski et al. 2014), gradual unfreezing and discriminative rates (Howard and
 * Ruder 2018).
 *
 * What is frozen is frozen whole. Its weights stay; a batch norm uses its moving averages in training as in inference, does not update them, and
 * keeps gamma and beta (Keras' `trainable = False` since 2.0; in PyTorch `requires_grad_(False)` and `eval()` together, of which people
 * forget the second: its averages then drift towards the new data while the weights behind them were made for the old).
 */
export const FineTuning = z.strictObject({
  /** Besides what the network's spec says. `all-but-head`: all but the last layers with weights. */
  freeze: z.union([z.literal('all-but-head'), z.array(LayerPattern).max(1000)]).default([]),
  unfreeze: z.array(Unfreezing).max(1000).default([]),
  rates: z.array(LayerRate).max(1000).default([]),
})
export type FineTuning = z.infer<typeof FineTuning>
