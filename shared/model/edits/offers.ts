import type { Shape } from '../../graph/shape'
import { layerDefinitions } from '../../layers'
import { isLayerProblem, type LayerFamily } from '../../layers/layer'
import { blockLibrary, definitionsOf } from '../blocks/library'
import { blockType } from '../layerSpec'
import type { NewLayer } from './addLayer'
import { shapeFrom } from './shapes'

/** What the palette has: a kind of layer, one of the activations by its own name, or a block of the library. */
export interface Offer {
  /** `conv2d`, `activation:relu`, `block:residual`. */
  readonly key: string
  readonly type: string
  readonly family: LayerFamily | 'block'
  readonly block?: string
  /** What makes it this one: the activation's kind. */
  readonly config: Readonly<Record<string, unknown>>
}

/** The activations that have a line of their own; the inspector has them all. */
const activations = ['relu', 'leaky-relu', 'gelu', 'silu', 'sigmoid', 'tanh', 'softmax'] as const

/** Everything that can be put on the canvas, by family, in the order of the palette. */
export const offers: readonly Offer[] = (() => {
  const families: (LayerFamily | 'block')[] = [
    'convolution',
    'dense',
    'normalization',
    'activation',
    'pooling',
    'merge',
    'regularization',
    'shape',
    'block',
  ]
  const layers = layerDefinitions.flatMap(({ type, family }): Offer[] =>
    type === 'activation'
      ? activations.map((kind) => ({ key: `activation:${kind}`, type, family, config: { kind } }))
      : [{ key: type, type, family, config: {} }],
  )
  const blocks = blockLibrary
    // Made for one place in one network each.
    .filter(({ name }) => !/^auxiliary|^inception[A-E]$/i.test(name))
    .map(({ name }): Offer => ({ key: `block:${name}`, type: blockType, family: 'block', block: name, config: {} }))
  const all = [...layers, ...blocks]
  return families.flatMap((family) => all.filter((offer) => offer.family === family))
})()

/** Filters of a first convolution, and most that one begins with. */
const [fewestFilters, mostFilters] = [16, 512]

/**
 * An offer as a layer that can stand at once behind something of this shape: what its schema must be told gets a usual value (as
 * many filters as come in, say). Everything else is left to its default, so that it shows as one.
 */
export function layerFor({ type, config, block }: Offer, from: Shape | undefined): NewLayer {
  const starting = block === undefined ? startingConfig(type, from) : startingBlock(block, from)
  return { type, config: { ...starting, ...config }, ...(block !== undefined && { block }) }
}

function startingConfig(type: string, from: Shape | undefined): Record<string, unknown> {
  const channels = from?.length === 3 ? (from[2] as number) : undefined
  const filters = usualFilters(channels)
  switch (type) {
    case 'input':
      return { shape: [28, 28, 1] }
    case 'conv2d':
      return { filters, kernel: 3 }
    case 'separable-conv2d':
    case 'conv2d-transpose':
      return { filters }
    case 'option-a-shortcut':
      return { filters: channels === undefined ? filters : channels * 2 }
    case 'dense':
      return { units: from?.length === 1 ? usualUnits(from[0] as number) : 128 }
    case 'reshape':
      return { shape: [from ? from.reduce((product, size) => product * size, 1) : 1] }
    case 'group-norm':
      return channels === undefined || channels % 32 === 0 ? {} : { groups: largestDivisor(channels, 32) }
    default:
      return {}
  }
}

/** Values for the parameters of a library's block that have no default; with a projection where the shortcut needs one. */
function startingBlock(name: string, from: Shape | undefined): Record<string, unknown> {
  const channels = from?.length === 3 ? (from[2] as number) : usualFilters(undefined)
  const library = blockLibrary.find((block) => block.name === name)
  if (!library) return {}
  const { parameters } = library.definition
  const config: Record<string, unknown> = {}
  for (const [key, parameter] of Object.entries(parameters))
    if (parameter.default === undefined && parameter.kind !== 'flag' && parameter.kind !== 'choice')
      config[key] = startingParameter(key, channels, parameter.kind === 'whole-number' ? parameter.least : 1)
  if (Object.hasOwn(config, 'kernel') && Object.hasOwn(parameters, 'padding')) config.padding = 'same'
  if (Object.hasOwn(parameters, 'expansion') && Object.hasOwn(parameters, 'shortcut') && channels >= 4)
    config.filters = Math.floor(channels / 4)
  if (!from || !Object.hasOwn(parameters, 'shortcut')) return config
  const known = { layers: [], blocks: definitionsOf([library]) }
  const fits = !isLayerProblem(shapeFrom(known, { type: blockType, block: name, config }, [from]))
  return fits ? config : { ...config, shortcut: 'projection' }
}

function startingParameter(key: string, channels: number, least: number): number {
  if (/growth/i.test(key)) return 12
  if (/^(layers|repeat|kernel|size)$/i.test(key)) return Math.max(least, 3)
  if (/^(squeeze|reduce.*|pooled|ones|three|five)$/i.test(key)) return Math.max(1, Math.round(channels / 4))
  if (/^(stride|expansion)$/i.test(key)) return Math.max(1, least)
  return Math.max(least, channels)
}

const usualFilters = (channels: number | undefined): number =>
  Math.min(mostFilters, channels === undefined || channels < fewestFilters ? fewestFilters * 2 : channels)

/** Narrower than what comes in, a power of two. */
const usualUnits = (values: number): number => 2 ** Math.max(4, Math.min(10, Math.floor(Math.log2(values / 2))))

function largestDivisor(of: number, most: number): number {
  for (let k = Math.min(of, most); k > 1; k--) if (of % k === 0) return k
  return 1
}
