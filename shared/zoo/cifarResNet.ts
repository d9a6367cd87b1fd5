import { heFanOut } from '../model/blocks/library/parts'
import { residual } from '../model/blocks/library/residual'
import { defineZooNetwork } from './defineZooNetwork'
import { NetworkBuilder } from './networkBuilder'
import { scaled } from './scaled'
import type { NetworkPurpose, ZooNetwork } from './zooNetwork'

/** Filters of the three stages; the second and third halve the picture. */
const stages = [16, 32, 64]

function draw(name: string, depth: number, changed: 'pad' | 'none', purpose: NetworkPurpose) {
  const net = new NetworkBuilder(name, purpose)
  const filters = stages.map((count) => scaled(count, purpose))
  const repeat = (depth - 2) / 6
  net.add(
    'conv2d',
    { filters: filters[0], kernel: 3, padding: 1, bias: false, kernelInitializer: heFanOut },
    { id: 'conv1' },
  )
  net.add('batch-norm', {}, { id: 'bn1' })
  net.add('activation', {}, { id: 'relu1' })
  const shortcut = changed === 'none' ? 'none' : 'identity'
  for (const [k, count] of filters.entries())
    net.block(
      residual,
      { filters: count, shortcut },
      { id: `stage${k + 1}`, repeat, ...(k > 0 && { first: { stride: 2, shortcut: changed } }) },
    )
  net.add('global-avg-pool', {}, { id: 'pool' })
  net.add('dense', { units: purpose.classes }, { id: 'fc' })
  return net.network()
}

const forCifar = (name: string, about: string, depth: number, changed: 'pad' | 'none'): ZooNetwork =>
  defineZooNetwork({
    name,
    about,
    published: { input: [32, 32, 3], classes: 10 },
    options: ['width'],
    build: (purpose) => draw(name, depth, changed, purpose),
    torchvisionModule: (id) => (/\.(relu\d|add|shortcut)$|^relu|^input$/.test(id) ? undefined : id),
  })

/**
 * ResNets of He et al. 2015 (arXiv:1512.03385), section 4.2: 6n + 2 layers for CIFAR-10, shortcuts without weights (option A). The
 * plain networks are the same without shortcuts.
 */
export const cifarResNets = [
  ...[20, 32, 44, 56, 110].map((depth) =>
    forCifar(
      `resnet-${depth}`,
      `He et al. 2015, section 4.2: ${depth} layers for CIFAR-10, shortcuts without weights (option A)`,
      depth,
      'pad',
    ),
  ),
  ...[20, 56].map((depth) =>
    forCifar(`plain-${depth}`, `He et al. 2015, section 4.2: resnet-${depth} without its shortcuts`, depth, 'none'),
  ),
]
