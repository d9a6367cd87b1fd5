import { elementCount } from '../../shared/graph/shape'
import type { WeightSpec } from '../../shared/layers/layer'
import type { InferredLayer } from '../../shared/model/infer'
import type { TensorData } from '../../shared/tensorData'
import { seededRandom } from '../seededValues'

/** Weights as a training might leave them: kernels by their fan, so that activations stay near 1, statistics as of real data. */
export function randomWeights(layers: Iterable<InferredLayer>, seed = 1): Map<string, TensorData> {
  const random = seededRandom(seed)
  const weights = new Map<string, TensorData>()
  for (const { spec, weights: specs } of layers)
    for (const one of specs) {
      const data = new Float32Array(elementCount(one.shape))
      const [from, to] = range(one)
      for (let k = 0; k < data.length; k++) data[k] = from + (to - from) * random()
      weights.set(`${spec.id}/${one.name}`, { dtype: 'float32', shape: one.shape, data })
    }
  return weights
}

function range({ role, fan }: WeightSpec): [number, number] {
  if (role === 'kernel') {
    const most = Math.sqrt(6 / (fan?.in ?? 10))
    return [-most, most]
  }
  if (role === 'gamma' || role === 'moving-variance') return [0.6, 1.4]
  if (role === 'slope') return [0.1, 0.5]
  return [-0.3, 0.3]
}
