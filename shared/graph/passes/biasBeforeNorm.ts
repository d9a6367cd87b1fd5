import type { Graph, Node, Tensor } from '../graph'
import { add } from '../ops/arithmetic'
import { type Rewritten, rewrite } from './rewrite'

/**
 * Takes a bias out from in front of a batch norm that uses the statistics of its batch: subtracting the mean undoes it, so the
 * result does not depend on it and its true gradient is zero (Ioffe and Szegedy 2015, 3.2). Only the batch's mean does: it is
 * given the bias afterwards, and moving averages come out as before.
 *
 * Saves two passes over a convolution's output, forward and backward, and keeps Adam from walking the bias about on what rounding
 * leaves of its gradient.
 */
export function biasBeforeNorm(graph: Graph): Rewritten {
  const consumers = new Map<Tensor, number>()
  for (const { inputs } of graph.nodes)
    for (const input of inputs) consumers.set(input, (consumers.get(input) ?? 0) + 1)
  const biases = new Map<Node, Node>()
  for (const node of graph.nodes) {
    const [x] = node.inputs
    if (isBatchStatistics(node) && x?.node.op.name === 'BiasAdd' && consumers.get(x) === 1) biases.set(node, x.node)
  }
  const removed = new Set(biases.values())
  return rewrite(graph, (to, node, inputs, copy, moved) => {
    if (removed.has(node)) return [inputs[0] as Tensor]
    const biasAdd = biases.get(node)
    const norm = copy(inputs)
    if (!biasAdd) return norm
    const bias = moved(biasAdd.inputs[1] as Tensor)
    const [y, mean, ...rest] = norm.outputs as [Tensor, Tensor, ...Tensor[]]
    return [y, add(to, mean, bias), ...rest]
  })
}

const isBatchStatistics = ({ op, attrs }: Node): boolean =>
  op.name === 'FusedBatchNormV3' && (attrs as { training: boolean }).training
