import { nearest } from '../nearest'
import { Problem } from '../problem'
import { alexNets } from './alexNet'
import { cifarResNets } from './cifarResNet'
import { deepDigitsNetworks } from './deepDigits'
import { denseNets } from './denseNet'
import { googLeNets } from './googLeNet'
import { inceptionV3s } from './inceptionV3'
import { leNets } from './leNet5'
import { mobileNetV2 } from './mobileNetV2'
import { resNets } from './resNet'
import { resNetsV2 } from './resNetV2'
import { squeezeNets } from './squeezeNet'
import { vggs } from './vgg'
import type { ZooNetwork } from './zooNetwork'

/** Every published network that we can build. */
export const zoo: readonly ZooNetwork[] = [
  ...leNets,
  ...deepDigitsNetworks,
  ...alexNets,
  ...vggs,
  ...googLeNets,
  ...inceptionV3s,
  ...resNets,
  ...resNetsV2,
  ...cifarResNets,
  ...denseNets,
  mobileNetV2,
  ...squeezeNets,
]

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
