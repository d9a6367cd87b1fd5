import { exportNetwork, type TrainedNetwork } from '../../main/formats/exportNetwork'
import { weightsInMemory } from '../../main/formats/weightSource'
import { elementCount } from '../../shared/graph/shape'
import { inferNetwork } from '../../shared/model/infer'
import type { Network } from '../../shared/model/network'
import type { Normalization } from '../../shared/records/preprocessing'
import type { TensorData } from '../../shared/tensorData'
import { zooNetwork } from '../../shared/zoo'

export interface ZooCase {
  readonly name: string
  readonly input: readonly [number, number, number]
  readonly classes: number
}

/** One network of each family of the zoo, on pictures as small as it takes or so. */
export const zooCases: readonly ZooCase[] = [
  { name: 'lenet-5', input: [28, 28, 1], classes: 10 },
  { name: 'deep-digits', input: [28, 28, 1], classes: 10 },
  { name: 'alexnet', input: [72, 72, 3], classes: 5 },
  { name: 'vgg-11-bn', input: [32, 32, 3], classes: 5 },
  { name: 'googlenet-bn', input: [64, 64, 3], classes: 5 },
  { name: 'inception-v3', input: [96, 96, 3], classes: 5 },
  { name: 'resnet-18', input: [64, 64, 3], classes: 5 },
  { name: 'resnet-v2-50', input: [64, 64, 3], classes: 5 },
  { name: 'resnet-20', input: [32, 32, 3], classes: 10 },
  { name: 'densenet-121', input: [64, 64, 3], classes: 5 },
  { name: 'mobilenet-v2', input: [64, 64, 3], classes: 5 },
  { name: 'squeezenet-1.1', input: [64, 64, 3], classes: 5 },
]

/** mulberry32 and Box-Muller: the same numbers everywhere. */
function normals(seed: number): () => number {
  let state = seed
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
}

/** A network as if it had been trained: drawn weights of sensible size, moving averages that are not those of the beginning. */
export function drawnNetwork(
  network: Network,
  classes: number,
  normalization: Normalization = { kind: 'mean-deviation', mean: [0.48], deviation: [0.23] },
  seed = 1,
): TrainedNetwork {
  const normal = normals(seed)
  const tensors = new Map<string, TensorData>()
  for (const { spec, weights } of inferNetwork(network).layers.values())
    for (const { name, shape, role, fan } of weights) {
      const data = new Float32Array(elementCount(shape))
      const deviation = role === 'kernel' ? Math.sqrt(1.6 / (fan?.in ?? 1)) : 0.1
      const mean = role === 'gamma' ? 1 : role === 'moving-variance' ? 1.2 : role === 'slope' ? 0.2 : 0
      for (let i = 0; i < data.length; i++)
        data[i] = role === 'moving-variance' ? mean + 0.4 * Math.abs(normal()) : mean + deviation * normal()
      tensors.set(`${spec.id}/${name}`, { dtype: 'float32', shape, data })
    }
  return {
    name: network.name ?? 'network',
    network,
    classes: Array.from({ length: classes }, (_, k) => `class ${k}`),
    preprocessing: { normalization, resize: 'stretch', background: [255, 255, 255] },
    weights: weightsInMemory(tensors),
    card: {
      run: 'drawn',
      createdAt: '2026-12-01T00:00:00.000Z',
      layerloom: 'test',
      step: 1,
      parameters: 0,
      data: { source: 'drawn', hash: '0'.repeat(64), counts: { train: 0, validation: 0, test: 0 } },
      training: {},
    },
  }
}

export function zooExport({ name, input, classes }: ZooCase) {
  const trained = drawnNetwork(zooNetwork(name).build({ input, classes }), classes)
  return { trained, model: exportNetwork(trained) }
}
