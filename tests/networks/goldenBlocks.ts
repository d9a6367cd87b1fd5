import { bottleneck } from '../../shared/model/blocks/library/bottleneck'
import { denseBlock, transition } from '../../shared/model/blocks/library/denseBlock'
import { inception } from '../../shared/model/blocks/library/inception'
import { definitionsOf, type LibraryBlock } from '../../shared/model/blocks/library/libraryBlock'
import { preActivationBottleneck } from '../../shared/model/blocks/library/preActivationBottleneck'
import { preActivationResidual } from '../../shared/model/blocks/library/preActivationResidual'
import { residual } from '../../shared/model/blocks/library/residual'
import { Network } from '../../shared/model/network'

/** The library's blocks that one of the parity tables' cases is made of. */
export interface GoldenBlock {
  /** In a row, with their settings. */
  readonly row: readonly (readonly [block: LibraryBlock, config: object])[]
  /** Our layer for a module's path there. */
  layerOf(path: string): string
}

/** One block, whose layers have the names of the golden modules. */
const alone = (block: LibraryBlock, config: object): GoldenBlock => ({
  row: [[block, config]],
  layerOf: (path) => `block0.${path}`,
})

export const goldenBlocks: Readonly<Record<string, GoldenBlock>> = {
  'resnet-basic': alone(residual, { filters: 6 }),
  'resnet-basic-eval': alone(residual, { filters: 6 }),
  'resnet-basic-down': alone(residual, { filters: 8, stride: 2, shortcut: 'projection' }),
  'resnet-basic-option-a': alone(residual, { filters: 8, stride: 2, shortcut: 'pad' }),
  'resnet-bottleneck-down': alone(bottleneck, { filters: 4, stride: 2, shortcut: 'projection' }),
  'resnet-preact': alone(preActivationResidual, { filters: 8 }),
  'resnet-preact-bottleneck-down': alone(preActivationBottleneck, { filters: 4, stride: 2, shortcut: 'projection' }),
  'inception-2014': alone(inception, { ones: 4, reduceThree: 3, three: 6, reduceFive: 2, five: 4, pooled: 3 }),
  'dense-block-transition': {
    row: [
      [denseBlock, { layers: 2, growth: 3 }],
      [transition, { filters: 6 }],
    ],
    // Modules of a row of PyTorch's: 0 and 1 are dense layers, the others those of the transition.
    layerOf: (path) => {
      const [, layer, inner] = /^(\d)(?:\.(.+))?$/.exec(path) as unknown as [string, string, string?]
      if (inner === undefined) return layer === '2' ? 'block1.norm' : 'block1.conv'
      return `block0.layer.${layer}.${inner.replace('bn', 'norm')}`
    },
  },
}

/** A network of nothing but these blocks, on pictures of that shape. */
export function networkOfBlocks({ row }: GoldenBlock, shape: readonly number[]): Network {
  const blocks = row.map(([{ name }, config], k) => ({
    id: `block${k}`,
    type: 'block',
    block: name,
    config,
    inputs: [k === 0 ? 'input' : `block${k - 1}`],
  }))
  return Network.parse({
    layers: [{ id: 'input', type: 'input', config: { shape } }, ...blocks],
    blocks: definitionsOf(row.map(([block]) => block)),
  })
}
