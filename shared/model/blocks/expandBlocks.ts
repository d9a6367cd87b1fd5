import { Problem } from '../../problem'
import type { Network } from '../network'
import { expand } from './expand'

/** The same network without blocks, as one flat graph. Throws a Problem if a block cannot be expanded. */
export function expandBlocks(network: Network): Network {
  const { layers, auxiliary, problems } = expand(network)
  if (problems[0]) throw new Problem(problems[0])
  return {
    ...(network.name !== undefined && { name: network.name }),
    layers: [...layers],
    ...(auxiliary.length > 0 && { auxiliary: [...auxiliary] }),
  }
}
