import { bottleneck } from '../model/blocks/library/bottleneck'
import { heFanOut } from '../model/blocks/library/parts'
import { residual } from '../model/blocks/library/residual'
import { defineZooNetwork } from './defineZooNetwork'
import { NetworkBuilder } from './networkBuilder'
import { scaled } from './scaled'
import type { NetworkPurpose, ZooNetwork } from './zooNetwork'

/** Blocks of each stage by depth (the paper's table 1). */
const depths = { 18: [2, 2, 2, 2], 34: [3, 4, 6, 3], 50: [3, 4, 6, 3], 101: [3, 4, 23, 3], 152: [3, 8, 36, 3] } as const
type Depth = keyof typeof depths

/** Where a bottleneck block strides: its 3x3 or its first 1x1. */
type StrideAt = 'middle' | 'first'

function draw(name: string, depth: Depth, strideAt: StrideAt, purpose: NetworkPurpose) {
  const net = new NetworkBuilder(name, purpose)
  const wide = depth >= 50
  const stem = purpose.stem === 'small' ? { kernel: 3, padding: 1 } : { kernel: 7, stride: 2, padding: 3 }
  net.add(
    'conv2d',
    { filters: scaled(64, purpose), ...stem, bias: false, kernelInitializer: heFanOut },
    { id: 'conv1' },
  )
  net.add('batch-norm', {}, { id: 'bn1' })
  net.add('activation', {}, { id: 'relu' })
  if (purpose.stem !== 'small') net.add('max-pool', { size: 3, stride: 2, padding: 1 }, { id: 'maxpool' })
  for (const [k, repeat] of depths[depth].entries()) {
    const changes = wide || k > 0
    net.block(
      wide ? bottleneck : residual,
      { filters: scaled(64 * 2 ** k, purpose), ...(wide && strideAt !== 'middle' && { strideAt }) },
      {
        id: `layer${k + 1}`,
        repeat,
        ...(changes && { first: { stride: k === 0 ? 1 : 2, shortcut: 'projection' } }),
      },
    )
  }
  net.add('global-avg-pool', {}, { id: 'avgpool' })
  net.add('dense', { units: purpose.classes, kernelInitializer: { name: 'torch-default' } }, { id: 'fc' })
  return net.network()
}

const resNet = (depth: Depth, strideAt: StrideAt): ZooNetwork => {
  const name = `resnet-${depth}${strideAt === 'first' ? '@v1' : ''}`
  const stride =
    depth < 50
      ? ''
      : strideAt === 'first'
        ? '; the stride sits in the first 1x1, as in the paper, Caffe and Keras'
        : '; the stride sits in the 3x3 ("v1.5"), as in torchvision'
  return defineZooNetwork({
    name,
    about: `He et al. 2015: ${depth} layers with weights${stride}`,
    published: { input: [224, 224, 3], classes: 1000 },
    options: ['width', 'stem'],
    build: (purpose) => draw(name, depth, strideAt, purpose),
    torchvisionModule: (id) => (/\.(relu\d|add|shortcut)$|^relu$|^input$/.test(id) ? undefined : id),
  })
}

/**
 * ResNet (He et al. 2015, arXiv:1512.03385) as torchvision has it, whose weights are to be loaded: no biases in convolutions (Keras
 * has them), batch norm epsilon 1e-5. `@v1` has the paper's stride: fewer multiply-adds, the same weights, another receptive field.
 */
export const resNets: readonly ZooNetwork[] = [
  ...([18, 34, 50, 101, 152] as const).map((depth) => resNet(depth, 'middle')),
  ...([50, 101, 152] as const).map((depth) => resNet(depth, 'first')),
]
