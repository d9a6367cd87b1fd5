import type { Tensor } from '../../graph/graph'
import type { TrainingConfiguration } from '../configuration'
import type { FedKnobs } from '../fedKnobs'
import { decayOf } from './weightDecay'

/** The knob of weight decay; no layer's id has a blank or a slash. */
export const decayKnob = 'optimizer/weight-decay'
/** What can be set where the configuration's own decay is 0. */
const usualMost = 1e-2

/** How much weights decay as a number that may change while a run goes; nothing where the configuration has no decay. One of 0 can be turned up. */
export function addDecayKnob(
  { optimizer, weightDecay }: Pick<TrainingConfiguration, 'optimizer' | 'weightDecay'>,
  knobs: FedKnobs,
): Tensor | undefined {
  const decay = decayOf(optimizer, weightDecay)
  if (!decay) return undefined
  return knobs.add({
    name: decayKnob,
    initial: decay.amount,
    range: [0, decay.amount > 0 ? 10 * decay.amount : usualMost],
  })
}
