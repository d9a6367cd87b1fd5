import { compareNetworks, type NetworkComparison } from '../../shared/inspection/compareNetworks'
import { inspectNetwork } from '../../shared/inspection/inspectNetwork'
import { inferNetwork } from '../../shared/model/infer'
import type { Network } from '../../shared/model/network'

export interface CompareRequest {
  readonly number: number
  readonly a: Network
  readonly b: Network
}

export interface CompareAnswer {
  readonly number: number
  readonly comparison: NetworkComparison
}

/** In a worker: the pairing of two deep networks takes the product of their lengths. */
export function answerCompare({ number, a, b }: CompareRequest): CompareAnswer {
  const side = (network: Network) => {
    const inference = inferNetwork(network)
    return { inference, inspection: inspectNetwork(network, {}, inference) }
  }
  return { number, comparison: compareNetworks(side(a), side(b)) }
}
