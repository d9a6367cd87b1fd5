import { nearest } from '../nearest'
import { Problem } from '../problem'
import { resNet20 } from './cifarResNet'
import { deepDigits, deepDigitsBatchNorm } from './deepDigits'
import { leNet5 } from './leNet5'
import type { ZooNetwork } from './zooNetwork'

/** Every published network that we can build. */
export const zoo: readonly ZooNetwork[] = [leNet5, deepDigits, deepDigitsBatchNorm, resNet20]

/** The network of that name. Throws a Problem that names the nearest one. */
export function zooNetwork(name: string): ZooNetwork {
  const found = zoo.find((network) => network.name === name)
  if (found) return found
  const names = zoo.map((network) => network.name)
  const near = nearest(name, names)
  throw new Problem({
    code: 'unknown-network',
    message: `there is no network "${name}" in the zoo`,
    remedy: near ? `did you mean "${near}"?` : `the networks are ${names.join(', ')}`,
  })
}

export type { NetworkPurpose, ZooNetwork } from './zooNetwork'
