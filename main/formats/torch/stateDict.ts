import { elementCount, type Shape } from '../../../shared/graph/shape'
import { inferNetwork } from '../../../shared/model/infer'
import type { Network } from '../../../shared/model/network'
import { zoo } from '../../../shared/zoo'
import type { ZooNetwork } from '../../../shared/zoo/zooNetwork'
import { exportNetwork } from '../exportNetwork'
import { type MadeWeight, type WeightSource, weightsInMemory, withWeights } from '../weightSource'
import { type NameScheme, nameSchemes } from './stateDictNames'
import { type TorchParameter, torchParameters } from './torchParameters'

/** What of a state dict is ours, under our names and in our layout. */
export interface FromStateDict {
  readonly weights: WeightSource
  /** Arrays of the network that the file has not, or has in another shape. */
  readonly missing: readonly string[]
  /** Keys that the network has no use for. */
  readonly unused: readonly string[]
}

/** A state dict of a known network. */
export interface RecognizedStateDict extends FromStateDict {
  readonly entry: ZooNetwork
  readonly library: NameScheme['library']
  readonly network: Network
  readonly classes: number
}

/**
 * Weights named as torchvision or timm name them, brought to a network of the zoo by name and shape: OIHW to HWIO, linear layers
 * transposed, and where one reads a flattened picture its rows from [c, h, w] to [h, w, c].
 */
export function fromStateDict(
  entry: ZooNetwork,
  network: Network,
  classes: number,
  source: WeightSource,
  scheme: NameScheme = nameSchemes[0] as NameScheme,
): FromStateDict {
  const made = new Map<string, MadeWeight>()
  const missing: string[] = []
  const used = new Set<string>()
  const shapes = shapesOf(network)
  for (const parameter of parametersOf(network, classes)) {
    const key = scheme.name(entry, parameter.ours)
    const dims = key === undefined ? undefined : source.shapes.get(key)
    if (key === undefined || !dims || !fits(dims, parameter)) {
      missing.push(parameter.ours)
      continue
    }
    used.add(key)
    made.set(parameter.ours, {
      shape: shapes.get(parameter.ours) as Shape,
      make: async () => parameter.fromTorch(await source.read(key)),
    })
  }
  const unused = [...source.shapes.keys()].filter((key) => !used.has(key))
  return { weights: withWeights(weightsInMemory(new Map()), made), missing, unused }
}

/** The zoo's network whose state dict this is: every array is there in its shape, with any number of classes. */
export function recognizeStateDict(source: WeightSource): RecognizedStateDict | undefined {
  for (const entry of zoo)
    for (const scheme of nameSchemes) {
      const found = entry.torchvisionModule && ofEntry(entry, scheme, source)
      if (found) return found
    }
  return undefined
}

function ofEntry(entry: ZooNetwork, scheme: NameScheme, source: WeightSource): RecognizedStateDict | undefined {
  const { published } = entry
  const plain = entry.build(published)
  const { order } = inferNetwork(plain)
  // The first array that has a name tells most networks apart before all of them is compared.
  const parameters = parametersOf(plain, published.classes)
  const named = parameters.map((parameter) => [parameter, scheme.name(entry, parameter.ours)] as const)
  if (named.some(([, key]) => key === undefined || !source.shapes.has(key))) return undefined
  const head = parameters.filter(({ layer }) => layer === lastWithWeights(order, parameters)).map(({ ours }) => ours)
  const bodyFits = named.every(
    ([parameter, key]) => head.includes(parameter.ours) || fits(source.shapes.get(key as string) as Shape, parameter),
  )
  const headKey = scheme.name(entry, head[0] as string) as string
  const classes = source.shapes.get(headKey)?.[0]
  if (!bodyFits || classes === undefined || classes < 1 || classes > 1_048_576) return undefined
  const network = entry.build({ ...published, classes })
  const found = fromStateDict(entry, network, classes, source, scheme)
  return found.missing.length > 0 ? undefined : { ...found, entry, library: scheme.library, network, classes }
}

const lastWithWeights = (order: readonly string[], parameters: readonly TorchParameter[]): string | undefined => {
  const owners = new Set(parameters.map(({ layer }) => layer))
  return [...order].reverse().find((id) => owners.has(id))
}

/** timm has some linear layers as convolutions: the same values in the same order. */
const fits = (dims: Shape, { dims: wanted }: TorchParameter): boolean =>
  dims.join() === wanted.join() ||
  (dims[0] === wanted[0] && elementCount(dims) === elementCount(wanted) && dims.length === 4 && wanted.length === 2)

function shapesOf(network: Network): ReadonlyMap<string, Shape> {
  const { layers } = inferNetwork(network)
  return new Map(
    [...layers.values()].flatMap(({ spec, weights }) =>
      weights.map(({ name, shape }): [string, Shape] => [`${spec.id}/${name}`, shape]),
    ),
  )
}

/** Of a network that has no weights yet. */
function parametersOf(network: Network, classes: number): TorchParameter[] {
  const weights: WeightSource = {
    shapes: shapesOf(network),
    read: async (name) => {
      throw new Error(`${name} has no values yet`)
    },
  }
  const model = exportNetwork({
    name: network.name ?? 'network',
    network,
    classes: Array.from({ length: classes }, (_, k) => String(k)),
    preprocessing: { normalization: { kind: '0-1' }, resize: 'stretch', background: [255, 255, 255] },
    weights,
    card: noCard,
  })
  return torchParameters(model)
}

const noCard = {
  run: '',
  createdAt: '',
  layerloom: '',
  step: 0,
  parameters: 0,
  data: { source: '', hash: '', counts: { train: 0, validation: 0, test: 0 } },
  training: {},
}
