import { Graph, type Tensor } from '../../shared/graph/graph'
import { cast, constant } from '../../shared/graph/ops/array'
import { inFloat64 } from '../../shared/graph/passes/float64'
import { inferNetwork } from '../../shared/model/infer'
import { lowerNetwork } from '../../shared/model/lowerNetwork'
import type { Network } from '../../shared/model/network'
import { soundNetwork } from '../../shared/model/soundNetwork'
import type { TensorMap } from '../../shared/tensorData'
import { asArray, runGraph } from '../runGraph'

/** What our engine makes of pictures [n, ...input], already normalized: one row a picture. In float64 it is what float32 would be without rounding. */
export async function engineOutputs(
  network: Network,
  classes: number,
  weights: TensorMap,
  pictures: { readonly count: number; readonly values: Float32Array; readonly isFloat64?: boolean },
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
  const logits = outputs.get(output) as Tensor
  if (pictures.isFloat64) {
    const { graph: wide, moved } = inFloat64(graph)
    const { y } = await runGraph(wide, { y: cast(wide, moved(logits), 'float32') })
    return Float32Array.from(asArray(y))
  }
  const { y } = await runGraph(graph, { y: logits })
  return Float32Array.from(asArray(y))
}
