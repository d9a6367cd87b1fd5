import { type Inference, inferNetwork } from './infer'
import type { Network } from './network'

const known = new WeakMap<Network, Inference>()

/** What `inferNetwork` tells, worked out once for a network that is never written into, such as those that edits give. */
export function inferenceOf(network: Network): Inference {
  const before = known.get(network)
  if (before) return before
  const inference = inferNetwork(network)
  known.set(network, inference)
  return inference
}
