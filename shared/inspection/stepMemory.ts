import { bytesPerElement } from '../graph/dtype'
import type { Node, Tensor } from '../graph/graph'
import type { Signature } from '../graph/program'

/** What a step holds at a time, in bytes. */
export interface StepMemory {
  /** The most that tensors fill at one moment; variables are not in it. */
  readonly peakBytes: number
  /** Tensors of the forward pass that the backward pass reads, by the layer that makes them (the decoded batch: by `inputLayer`). */
  readonly kept: ReadonlyMap<string, number>
}

/**
 * The memory of one call by running its graph on paper: a node runs when all it needs has run, first come first served as
 * TensorFlow's executor does, its outputs live until the last node that reads them, and ops that may write over their input do.
 * What kernels take for themselves while they run (oneDNN's reordered copies, workspaces) is not known here.
 */
export function stepMemory(signature: Signature, batch: number, inputLayer: string): StepMemory {
  const roots = Object.values(signature.outputs)
  const nodes = inOrder(roots)
  return { peakBytes: peakOf(nodes, roots, batch), kept: keptByLayer(nodes, batch, inputLayer) }
}

/** Bytes of a tensor; an unknown first size is the batch, other unknown ones are bookkeeping. */
export function tensorBytes({ shape, dtype, node }: Tensor, batch: number): number {
  if (dtype === 'string' || dtype === 'resource') return 0
  // What FusedBatchNorm reserves for itself has no size on a CPU.
  if (shape.length === 1 && shape[0] === -1 && node.outputs.length > 1) return 0
  const count = shape.reduce((product, size, axis) => product * (size >= 0 ? size : axis === 0 ? batch : 0), 1)
  return count * bytesPerElement(dtype)
}

/** Ops whose output is their input under another name or shape. */
const views = new Set(['Identity', 'Reshape', 'StopGradient', 'CheckNumerics'])
/** Nothing is made: the variable itself, or what the graph holds anyway. */
const standing = new Set(['ReadVariableOp', 'VarHandleOp', 'Const', 'Placeholder'])
/** Elementwise: an input that nobody else reads is written over. */
const inPlace = new Set(
  [
    'Relu Relu6 Elu Selu LeakyRelu Sigmoid Tanh Softplus Softsign Softmax LogSoftmax',
    'ReluGrad Relu6Grad EluGrad SeluGrad LeakyReluGrad SigmoidGrad TanhGrad SoftplusGrad SoftsignGrad',
    'Sqrt Rsqrt Exp Log Square Neg BiasAdd AddV2 AddN Sub Mul RealDiv Maximum Minimum',
  ].flatMap((names) => names.split(' ')),
)

/** The tensor that holds the memory of this one. */
function holder(tensor: Tensor): Tensor {
  let at = tensor
  while (isView(at.node)) at = at.node.inputs[0] as Tensor
  return at
}

/** The bytes of a batch have no size until they are shaped: the shaped ones hold the memory. */
const isView = ({ op, inputs }: Node): boolean => views.has(op.name) && inputs[0]?.node.op.name !== 'DecodeRaw'

/** The nodes behind these tensors, each after all it needs. */
function inOrder(roots: readonly Tensor[]): Node[] {
  const order: Node[] = []
  const state = new Map<Node, number>()
  for (const root of roots) {
    const path = [root.node]
    for (let node = path.at(-1); node; node = path.at(-1)) {
      const needs = state.get(node) ?? 0
      const next = needs < node.inputs.length ? node.inputs[needs]?.node : node.control[needs - node.inputs.length]
      state.set(node, needs + 1)
      if (next) {
        if (!state.has(next)) path.push(next)
        continue
      }
      path.pop()
      if (needs === node.inputs.length + node.control.length) order.push(node)
    }
  }
  return order
}

function peakOf(nodes: readonly Node[], roots: readonly Tensor[], batch: number): number {
  const waiting = new Map<Node, number>()
  const dependents = new Map<Node, Node[]>()
  const readers = new Map<Tensor, number>()
  const read = (tensor: Tensor, by: number) => readers.set(tensor, (readers.get(tensor) ?? 0) + by)
  for (const node of nodes) {
    const needs = new Set([...node.inputs.map((input) => input.node), ...node.control])
    waiting.set(node, needs.size)
    for (const need of needs) dependents.set(need, [...(dependents.get(need) ?? []), node])
    for (const input of holdersOf(node)) read(input, 1)
  }
  for (const root of roots) read(holder(root), 1)

  const size = new Map<Tensor, number>()
  let [now, peak] = [0, 0]
  const release = (tensor: Tensor) => {
    read(tensor, -1)
    if ((readers.get(tensor) ?? 0) > 0) return
    now -= size.get(tensor) ?? 0
    size.delete(tensor)
  }
  const queue = nodes.filter((node) => waiting.get(node) === 0)
  for (let k = 0; k < queue.length; k++) {
    const node = queue[k] as Node
    const inputs = holdersOf(node)
    if (!isView(node) && !standing.has(node.op.name)) {
      const [first] = node.outputs
      const wanted = first ? tensorBytes(first, batch) : 0
      const given = inPlace.has(node.op.name)
        ? inputs.find((input) => readers.get(input) === 1 && size.get(input) === wanted)
        : undefined
      if (given) size.set(given, 0)
      for (const output of node.outputs) {
        const bytes = tensorBytes(output, batch)
        size.set(output, bytes)
        if (!(given && output === first)) now += bytes
      }
      peak = Math.max(peak, now)
      for (const output of node.outputs) {
        if ((readers.get(output) ?? 0) > 0) continue
        now -= size.get(output) ?? 0
        size.delete(output)
      }
    }
    for (const input of inputs) release(input)
    for (const next of dependents.get(node) ?? []) {
      const left = (waiting.get(next) as number) - 1
      waiting.set(next, left)
      if (left === 0) queue.push(next)
    }
  }
  return peak
}

const holdersOf = (node: Node): Tensor[] => (isView(node) ? [] : [...new Set(node.inputs.map(holder))])

/** Ops that look at a tensor's sizes alone: they run at once. */
const measuring = new Set(['Shape', 'Size', 'Rank'])

function keptByLayer(nodes: readonly Node[], batch: number, inputLayer: string): Map<string, number> {
  const found = new Set<Tensor>()
  for (const { name, op, inputs } of nodes) {
    if (!name.startsWith('gradient/') || measuring.has(op.name)) continue
    for (const input of inputs) {
      const held = holder(input)
      if (!held.node.name.startsWith('gradient/') && !standing.has(held.node.op.name)) found.add(held)
    }
  }
  const kept = new Map<string, number>()
  for (const tensor of found) {
    const { name } = tensor.node
    const layer = name.startsWith('normalize') ? inputLayer : /^train\/([^/]+)\//.exec(name)?.[1]
    if (layer !== undefined) kept.set(layer, (kept.get(layer) ?? 0) + tensorBytes(tensor, batch))
  }
  return kept
}
