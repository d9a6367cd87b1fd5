import type { Shape } from '../../../shared/graph/shape'
import { inferNetwork } from '../../../shared/model/infer'
import type { Network } from '../../../shared/model/network'
import { scaleAndOffset } from '../../../shared/training/normalization'
import { zoo } from '../../../shared/zoo'
import type { ZooNetwork } from '../../../shared/zoo/zooNetwork'
import type { ImportedModel } from '../importedModel'
import { printable } from '../printable'
import { type WeightSource, withWeights } from '../weightSource'

/** Weights of a Keras application, under the names of our network of that name. */
export interface KerasZooWeights {
  readonly entry: ZooNetwork
  readonly network: Network
  readonly weights: WeightSource
  /** Names of the file that the network has no use for. */
  readonly unused: readonly string[]
}

/**
 * The network of ours whose Keras application has layers of these names and sizes, with any number of classes. `source`:
 * `<Keras layer>/<our weight>`.
 */
export function recognizeKerasZoo(source: WeightSource): KerasZooWeights | undefined {
  for (const entry of zoo) {
    const found = entry.kerasLayer && ofEntry(entry, source)
    if (found) return found
  }
  return undefined
}

/** What such a file is as a model, with the pictures that keras.applications makes for it. */
export function modelOfKerasZoo({ entry, network, weights, unused }: KerasZooWeights): ImportedModel {
  const kind = entry.name.startsWith('densenet') ? 'imagenet' : '-1-1'
  return {
    network,
    weights,
    preprocessing: { resize: 'stretch', background: [255, 255, 255], ...scaleAndOffset({ kind }), isInside: false },
    notUnderstood: unused.map((name) => ({
      code: 'keras-unused',
      message: `${printable(name)} is no array of ${entry.name}`,
      values: { kind: 'array', name: printable(name), of: entry.name },
    })),
  }
}

function ofEntry(entry: ZooNetwork, source: WeightSource): KerasZooWeights | undefined {
  const plain = entry.build(entry.published)
  const head = inferNetwork(plain).output as string
  const classes = source.shapes.get(`${entry.kerasLayer?.(head)}/bias`)?.[0]
  if (classes === undefined || classes < 1 || classes > 1_048_576) return undefined
  const network = entry.build({ ...entry.published, classes })
  const renamed = renamedForZoo(network, source)
  const used = [...shapesOf(network)]
  if (!renamed || used.some(([name, shape]) => renamed.shapes.get(name)?.join() !== shape.join())) return undefined
  const wanted = new Map(used)
  const unused = [...renamed.shapes.keys()].filter((name) => !wanted.has(name))
  return { entry, network, weights: withWeights(renamed, new Map(), new Set(unused)), unused }
}

/**
 * Arrays named as the Keras application has them, under our names of a network of the zoo, and others as they are; `undefined` for a
 * network that is none, or that Keras does not have.
 */
export function renamedForZoo(network: Network, source: WeightSource): WeightSource | undefined {
  const entry = zoo.find(({ name, kerasLayer }) => kerasLayer && name === network.name)
  if (!entry) return undefined
  const theirs = new Map<string, string>()
  for (const name of shapesOf(network).keys()) {
    const at = name.lastIndexOf('/')
    const found = `${entry.kerasLayer?.(name.slice(0, at))}${name.slice(at)}`
    if (source.shapes.has(found)) theirs.set(name, found)
  }
  const made = new Map(
    [...theirs].map(([name, found]) => [
      name,
      { shape: source.shapes.get(found) as Shape, make: () => source.read(found) },
    ]),
  )
  return withWeights(source, made, new Set(theirs.values()))
}

const shapesOf = (network: Network): Map<string, Shape> =>
  new Map(
    [...inferNetwork(network).layers.values()].flatMap(({ spec, weights }) =>
      weights.filter(({ role }) => role !== 'batch-count').map(({ name, shape }) => [`${spec.id}/${name}`, shape]),
    ),
  )
