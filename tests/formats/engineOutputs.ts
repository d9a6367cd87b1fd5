import { Graph, type Tensor } from '../../shared/graph/graph'
import { constant } from '../../shared/graph/ops/array'
import { inferNetwork } from '../../shared/model/infer'
import { lowerNetwork } from '../../shared/model/lowerNetwork'
import type { Network } from '../../shared/model/network'
import { soundNetwork } from '../../shared/model/soundNetwork'
import type { TensorMap } from '../../shared/tensorData'
import { asArray, runGraph } from '../runGraph'

/** What our engine makes of pictures [n, ...input], already normalized: one row a picture. */
export async function engineOutputs(
  network: Network,
  classes: number,
  weights: TensorMap,
  pictures: { readonly count: number; readonly values: Float32Array },
): Promise<Float32Array> {
  const { layers, output, inputShape } = soundNetwork(inferNetwork(network), classes)
  const graph = new Graph()
  const weight = (name: string): Tensor => {
    const found = weights.get(name)
    if (!found) throw new Error(`no weight ${name}`)
    return constant(graph, found.data as Float32Array, 'float32', found.shape)
  }
  const x = constant(graph, pictures.values, 'float32', [pictures.count, ...inputShape])
  const outputs = lowerNetwork({ graph, layers, weight }, x)
  const { y } = await runGraph(graph, { y: outputs.get(output) as Tensor })
  return Float32Array.from(asArray(y))
}
