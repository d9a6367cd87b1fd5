import { fire } from '../model/blocks/library/fire'
import { defineZooNetwork } from './defineZooNetwork'
import { NetworkBuilder } from './networkBuilder'
import type { NetworkPurpose, ZooNetwork } from './zooNetwork'

interface Form {
  readonly filters: number
  readonly kernel: number
  /** Behind which layer (1 is the first convolution, 2 to 9 the fire modules) the picture is halved. */
  readonly pools: readonly number[]
}

const forms = {
  '1.0': { filters: 96, kernel: 7, pools: [1, 4, 8] },
  '1.1': { filters: 64, kernel: 3, pools: [1, 3, 5] },
} satisfies Record<string, Form>

/** Squeeze and expand filters of fire2 to fire9. */
const fires = [
  [16, 64],
  [16, 64],
  [32, 128],
  [32, 128],
  [48, 192],
  [48, 192],
  [64, 256],
  [64, 256],
] as const

function draw(name: string, { filters, kernel, pools }: Form, purpose: NetworkPurpose) {
  const net = new NetworkBuilder(name, purpose)
  const pool = (k: number) => {
    if (pools.includes(k)) net.add('max-pool', { size: 3, stride: 2, ceil: true }, { id: `pool${k}` })
  }
  net.add(
    'conv2d',
    { filters, kernel, stride: 2, padding: 'valid', kernelInitializer: { name: 'he', distribution: 'uniform' } },
    { id: 'conv1' },
  )
  net.add('activation', {}, { id: 'relu1' })
  pool(1)
  for (const [k, [squeeze, expand]] of fires.entries()) {
    net.block(fire, { squeeze, expand }, { id: `fire${k + 2}` })
    pool(k + 2)
  }
  net.add('dropout', { rate: 0.5 }, { id: 'dropout' })
  net.add(
    'conv2d',
    {
      filters: purpose.classes,
      kernel: 1,
      padding: 'valid',
      kernelInitializer: { name: 'normal', mean: 0, deviation: 0.01 },
    },
    { id: 'conv10' },
  )
  net.add('activation', {}, { id: 'relu10' })
  net.add('global-avg-pool', {}, { id: 'pool10' })
  return net.network()
}

/** torchvision numbers its features through. */
function modulesOf({ pools }: Form): ReadonlyMap<string, string> {
  const modules = new Map([
    ['conv1', 'features.0'],
    ['conv10', 'classifier.1'],
    ['pool10', 'classifier.3'],
  ])
  let index = 2
  for (let k = 1; k <= 9; k++) {
    if (k > 1) modules.set(`fire${k}`, `features.${index++}`)
    if (pools.includes(k)) modules.set(`pool${k}`, `features.${index++}`)
  }
  return modules
}

function squeezeNet(version: keyof typeof forms, about: string): ZooNetwork {
  const name = `squeezenet-${version}`
  const modules = modulesOf(forms[version])
  return defineZooNetwork({
    name,
    about,
    published: { input: [224, 224, 3], classes: 1000 },
    build: (purpose) => draw(name, forms[version], purpose),
    torchvisionModule(id) {
      const [, block, inner] = /^(fire\d)\.(squeeze|expand1x1|expand3x3)$/.exec(id) ?? []
      return block === undefined ? modules.get(id) : `${modules.get(block)}.${inner}`
    },
  })
}

/**
 * SqueezeNet (Iandola et al. 2016, arXiv:1602.07360) as torchvision has it: pools round up. The last convolution makes one map a class,
 * and the mean over each, behind a ReLU, is the logit. 1.1 is the authors' later, cheaper form.
 */
export const squeezeNets: readonly ZooNetwork[] = [
  squeezeNet('1.0', 'Iandola et al. 2016 as torchvision has it: AlexNet-like accuracy with a fiftieth of its weights'),
  squeezeNet('1.1', "the authors' later form of SqueezeNet: a third of the multiply-adds"),
]
