import { meanOfBins } from '../../../../shared/layers/adaptive-avg-pool/bins'
import type { KerasArrays } from './arrays'
import type { KerasGraph, KerasNode } from './graph'
import type { LayerPlan } from './plan'

const isTurn = (node: KerasNode | undefined) =>
  node?.className === 'Permute' && JSON.stringify(node.config.dims) === '[2,3,1]' && node.inputs.length === 1
const isProduct = (node: KerasNode | undefined) =>
  node?.className === 'Dense' && node.config.use_bias === false && node.inputs.length === 1

/**
 * The five layers as which an adaptive average pool is written (turn, product, turn, product, turn), known by their forms and by the
 * numbers of both products. The last one is the pool; `part`: one of those before it.
 */
export function adaptivePool(
  node: KerasNode,
  graph: KerasGraph,
  arrays: KerasArrays,
  built: ReadonlyMap<string, { readonly shape: readonly number[] }>,
): { readonly plan: LayerPlan; readonly from: string } | 'part' | undefined {
  if (!isTurn(node) && !isProduct(node)) return undefined
  const byId = new Map(graph.nodes.map((one) => [one.id, one]))
  for (const last of graph.nodes) {
    const chain = [last]
    while (chain.length < 5) chain.unshift(byId.get(chain[0]?.inputs[0] ?? '') as KerasNode)
    if (!chain.includes(node) || !chain.every((one, k) => (k % 2 === 0 ? isTurn(one) : isProduct(one)))) continue
    const [first, rows, , columns] = chain as [KerasNode, KerasNode, KerasNode, KerasNode]
    const from = first.inputs[0] as string
    const picture = built.get(from)?.shape
    if (picture?.length !== 3) continue
    const size = [Number(rows.config.units), Number(columns.config.units)] as const
    const isMean = [rows, columns].every((product, axis) =>
      isMeanOfBins(arrays(product)[0], picture[axis] as number, size[axis] as number),
    )
    if (!isMean) continue
    return node === last ? { plan: { type: 'adaptive-avg-pool', config: { size } }, from } : 'part'
  }
  return undefined
}

function isMeanOfBins(array: ReturnType<KerasArrays>[number] | undefined, from: number, to: number): boolean {
  if (array?.shape.join() !== [from, to].join()) return false
  const values = array.values()
  return meanOfBins(from, to).every((line, k) =>
    line.every((weight, pixel) => Math.abs(weight - (values[pixel * to + k] as number)) < 1e-7),
  )
}
