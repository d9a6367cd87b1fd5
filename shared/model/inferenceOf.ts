import { type Inference, inferNetwork } from './infer'
import type { Network } from './network'

const known = new WeakMap<Network, Inference>()
/** Of the network that was asked for last: the next one is mostly an edit of it. */
let latest: Inference | undefined

/** What `inferNetwork` tells, worked out once for a network that is never written into, such as those that edits give; of an edit only what it changed. */
export function inferenceOf(network: Network): Inference {
  const before = known.get(network)
  if (before) return before
  const inference = inferNetwork(network, latest)
  known.set(network, inference)
  latest = inference
  return inference
}
