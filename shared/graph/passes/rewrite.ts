import { Graph, type Node, type Tensor } from '../graph'

export interface Rewritten {
  readonly graph: Graph
  /** The tensor that stands for one of the old graph. */
  moved(tensor: Tensor): Tensor
  movedNode(node: Node): Node
}

/**
 * A copy of a graph, node by node in order, in which `replace` may add something else for a node than the node itself:
 * it is given the new graph, the old node and its inputs in the new graph, and says what the outputs are now.
 * `copy` adds the node itself with other inputs; `moved` finds what already stands for an old tensor.
 */
export function rewrite(
  old: Graph,
  replace: (
    graph: Graph,
    node: Node,
    inputs: readonly Tensor[],
    copy: (inputs: readonly Tensor[]) => Node,
    moved: (tensor: Tensor) => Tensor,
  ) => Node | readonly Tensor[],
): Rewritten {
  const graph = new Graph()
  const tensors = new Map<Tensor, Tensor>()
  const nodes = new Map<Node, Node>()
  const moved = (tensor: Tensor): Tensor => {
    const now = tensors.get(tensor)
    if (!now) throw new Error(`${tensor.node.name} is not of the graph that was rewritten`)
    return now
  }
  const movedNode = (node: Node): Node => {
    const now = nodes.get(node)
    if (!now) throw new Error(`${node.name} is not of the graph that was rewritten`)
    return now
  }
  for (const node of old.nodes) {
    const copy = (inputs: readonly Tensor[]) =>
      graph.addNode(node.op, inputs, node.attrs as never, {
        name: node.name,
        control: node.control.map(movedNode),
        device: node.device,
      })
    const result = replace(graph, node, node.inputs.map(moved), copy, moved)
    const outputs = 'outputs' in result ? result.outputs : result
    const last = 'outputs' in result ? result : outputs[0]?.node
    if (last) nodes.set(node, last)
    for (const [k, output] of node.outputs.entries()) {
      const now = outputs[k]
      if (now) tensors.set(output, now)
    }
  }
  return { graph, moved, movedNode }
}

/** Two passes as one. */
export const inTurn = (first: Rewritten, second: Rewritten): Rewritten => ({
  graph: second.graph,
  moved: (tensor) => second.moved(first.moved(tensor)),
  movedNode: (node) => second.movedNode(first.movedNode(node)),
})
