import type { ConstantValue } from './attribute'
import type { OpDefinition, TensorType } from './op'

export interface Tensor extends TensorType {
  readonly node: Node
  /** Which output of the node. */
  readonly index: number
}

export interface Node {
  readonly name: string
  readonly op: OpDefinition<never>
  readonly inputs: readonly Tensor[]
  /** Nodes that must have run before this one. */
  readonly control: readonly Node[]
  readonly attrs: object
  readonly outputs: readonly Tensor[]
  /** TensorFlow device string; no soft placement: a device that is not there makes the load fail. */
  readonly device: string | undefined
}

export interface NodeOptions {
  /** Base of the node's name; a number is added if it is taken. */
  readonly name?: string | undefined
  readonly control?: readonly Node[]
  readonly device?: string | undefined
}

/**
 * A typed graph of TensorFlow ops in the making. Nodes are added in topological order and never change.
 *
 * Equal constants share one node (`constant`), and a scope of names (`scope`) marks which layer a node belongs to, so that an
 * error that TensorFlow reports for a node can be traced to the layer.
 */
export class Graph {
  readonly nodes: Node[] = []
  private readonly taken = new Map<string, number>()
  private readonly constants = new Map<string, Tensor>()
  private readonly scopes: string[] = []

  /** Adds a node and gives its first output. Throws with the op's name if the inputs do not fit. */
  add<A extends object>(op: OpDefinition<A>, inputs: readonly Tensor[], attrs: A, options: NodeOptions = {}): Tensor {
    const [first] = this.addNode(op, inputs, attrs, options).outputs
    if (!first) throw new Error(`op ${op.name} has no output`)
    return first
  }

  /** Adds a node and gives it whole: for ops with several outputs or none. */
  addNode<A extends object>(op: OpDefinition<A>, inputs: readonly Tensor[], attrs: A, options: NodeOptions = {}): Node {
    let types: readonly TensorType[]
    try {
      types = op.infer(inputs, attrs)
    } catch (error) {
      const given = inputs.map(({ dtype, shape }) => `${dtype}[${shape}]`).join(', ')
      throw new Error(`${[...this.scopes, op.name].join('/')}(${given}): ${(error as Error).message}`)
    }
    const outputs: Tensor[] = []
    const node: Node = {
      name: this.freeName([...this.scopes, options.name ?? op.name].join('/')),
      op: op as OpDefinition<never>,
      inputs,
      control: options.control ?? [],
      attrs,
      outputs,
      device: options.device,
    }
    types.forEach(({ dtype, shape }, index) => {
      outputs.push({ node, index, dtype, shape })
    })
    this.nodes.push(node)
    return node
  }

  /** Nodes added inside `build` carry `name/` in front of theirs. */
  scope<T>(name: string, build: () => T): T {
    this.scopes.push(name.replace(/[^A-Za-z0-9_./-]/g, '_'))
    try {
      return build()
    } finally {
      this.scopes.pop()
    }
  }

  /** The node made earlier for this constant, or the one that `make` adds outside all scopes. */
  sharedConstant(value: ConstantValue, make: () => Tensor): Tensor {
    if (value.bytes.length > shareableBytes) return make()
    const key = `${value.dtype}[${value.shape}]${String.fromCharCode(...value.bytes)}`
    const known = this.constants.get(key)
    if (known) return known
    const scopes = this.scopes.splice(0)
    try {
      const tensor = make()
      this.constants.set(key, tensor)
      return tensor
    } finally {
      this.scopes.push(...scopes)
    }
  }

  private freeName(wanted: string): string {
    const count = this.taken.get(wanted) ?? 0
    this.taken.set(wanted, count + 1)
    return count === 0 ? wanted : this.freeName(`${wanted}_${count}`)
  }
}

/** Larger constants are not compared: they are rarely equal. */
const shareableBytes = 4096
