import { Network } from '../network'

type Layer = [id: string, type: string, inputs: string[], config?: object, more?: object]

/** A network for tests, checked by its schema and frozen through and through: an edit that writes into it throws. */
export const frozenNetwork = (layers: readonly Layer[], more: object = {}): Network =>
  deepFrozen(
    Network.parse({
      layers: layers.map(([id, type, inputs, config = {}, rest = {}]) => ({ id, type, inputs, config, ...rest })),
      ...more,
    }),
  )

export function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFrozen(inner)
  }
  return value
}

/** LeNet's beginning: in -> conv -> relu -> pool -> flat -> out. */
export const small = frozenNetwork([
  ['in', 'input', [], { shape: [28, 28, 1] }],
  ['conv', 'conv2d', ['in'], { filters: 8, kernel: 3 }],
  ['relu', 'activation', ['conv']],
  ['pool', 'max-pool', ['relu']],
  ['flat', 'flatten', ['pool']],
  ['out', 'dense', ['flat'], { units: 10 }],
])

/** in -> conv -> (branch) -> add -> flat -> out, the shortcut straight from conv to add. */
export const branched = frozenNetwork([
  ['in', 'input', [], { shape: [8, 8, 4] }],
  ['conv', 'conv2d', ['in'], { filters: 4, kernel: 3 }],
  ['branch', 'conv2d', ['conv'], { filters: 4, kernel: 3 }],
  ['add', 'add', ['conv', 'branch']],
  ['flat', 'flatten', ['add']],
  ['out', 'dense', ['flat'], { units: 10 }],
])

/** A residual block of the kind people write themselves, twice, the second time with another width. */
export const withBlock = frozenNetwork(
  [
    ['in', 'input', [], { shape: [8, 8, 4] }],
    ['first', 'block', ['in'], { filters: 4 }, { block: 'unit' }],
    ['second', 'block', ['first'], { filters: 4 }, { block: 'unit', repeat: 2 }],
    ['flat', 'flatten', ['second']],
    ['out', 'dense', ['flat'], { units: 10 }],
  ],
  {
    blocks: {
      unit: {
        parameters: { filters: { kind: 'whole-number', least: 1 } },
        layers: [
          { id: 'conv', type: 'conv2d', inputs: ['in'], config: { filters: { $: 'filters' }, kernel: 3 } },
          { id: 'relu', type: 'activation', inputs: ['conv'] },
        ],
        output: 'relu',
      },
    },
  },
)

export const inputsOf = ({ layers }: Network, id: string): readonly string[] | undefined =>
  layers.find((layer) => layer.id === id)?.inputs

export const idsOf = ({ layers }: Network): readonly string[] => layers.map(({ id }) => id)
