import { isFloating } from './dtype'
import type { Graph, Node, Tensor } from './graph'
import type { GradientContext } from './op'
import { addAll } from './ops/arithmetic'

/** An output of which the gradient is known: the loss and d loss / d loss, say. */
export interface Seed {
  readonly y: Tensor
  readonly dy: Tensor
}

/**
 * Reverse-mode differentiation: for each `x` the gradient of what the seeds describe, or `undefined` where it does not
 * depend on `x`.
 *
 * The chain rule as dynamic programming over the graph in reverse topological order: each node that lies between an `x` and a
 * seed is met once, with the sum of all gradients that reach it. Gradient nodes are added to the same graph, each in the
 * scope `gradient/` of the node it belongs to. Throws if an op on the way has no gradient.
 */
export function differentiate(graph: Graph, seeds: readonly Seed[], xs: readonly Tensor[]): (Tensor | undefined)[] {
  const nodes = [...graph.nodes]
  const dependent = nodesFrom(nodes, xs)
  const reaching = new Map<Tensor, Tensor[]>()
  const reach = (x: Tensor, dx: Tensor) => {
    const list = reaching.get(x)
    if (list) list.push(dx)
    else reaching.set(x, [dx])
  }
  for (const { y, dy } of seeds) reach(y, dy)

  const sums = new Map<Tensor, Tensor>()
  const gradientOf = (x: Tensor): Tensor | undefined => {
    const known = sums.get(x)
    if (known) return known
    const parts = reaching.get(x)
    if (!parts) return undefined
    const all = addAll(graph, parts)
    sums.set(x, all)
    return all
  }

  for (const node of nodes.reverse()) {
    if (!dependent.has(node)) continue
    if (!node.outputs.some((output) => reaching.has(output))) continue
    if (node.inputs.every(({ node: source }) => !dependent.has(source))) continue
    graph.scope(`gradient/${node.name}`, () => {
      const dys = node.outputs.map(gradientOf)
      for (const [k, dx] of gradientsOf(graph, node, dys, dependent).entries()) {
        const x = node.inputs[k] as Tensor
        if (dx && dependent.has(x.node) && isFloating(x.dtype)) reach(x, dx)
      }
    })
  }
  return xs.map((x) => graph.scope('gradient', () => gradientOf(x)))
}

function gradientsOf(graph: Graph, node: Node, dys: readonly (Tensor | undefined)[], dependent: Set<Node>) {
  const rule = node.op.gradient as ((context: GradientContext<object>) => readonly (Tensor | undefined)[]) | undefined
  if (!rule) throw new Error(`op ${node.op.name} (${node.name}) has no gradient`)
  const [dy] = dys
  if (!dy) throw new Error(`only the first output of ${node.op.name} (${node.name}) has a gradient`)
  return rule({
    graph,
    node,
    attrs: node.attrs,
    inputs: node.inputs,
    outputs: node.outputs,
    dy,
    dys,
    wants: (input) => {
      const x = node.inputs[input]
      return x !== undefined && dependent.has(x.node)
    },
  })
}

/** The nodes through which a change of `xs` can flow: those of `xs`, and all that take a floating output of one. */
function nodesFrom(nodes: readonly Node[], xs: readonly Tensor[]): Set<Node> {
  const found = new Set(xs.map(({ node }) => node))
  for (const node of nodes)
    if (node.inputs.some(({ node: source, dtype }) => isFloating(dtype) && found.has(source))) found.add(node)
  return found
}
