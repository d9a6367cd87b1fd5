import { inferNetwork } from '../../../shared/model/infer'
import type { Network } from '../../../shared/model/network'

/** What goes into a file. */
export function summarize(network: Network): { readonly parameters: number } {
  const { layers } = inferNetwork(network)
  let parameters = 0
  for (const { weights } of layers.values())
    for (const { shape } of weights) parameters += shape.reduce((product, size) => product * size, 1)
  return { parameters }
}
