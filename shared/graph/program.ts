import type { DType } from './dtype'
import type { Graph, Node, Tensor } from './graph'
import { liveNodes } from './passes/liveNodes'
import type { Shape } from './shape'

/** What a variable is for; a checkpoint stores all, an export only weights and statistics. */
export type VariableRole = 'weight' | 'statistic' | 'slot' | 'counter'

/** A tensor that lives in the session between calls. */
export interface Variable {
  readonly name: string
  readonly dtype: 'float32' | 'int32'
  readonly shape: Shape
  readonly role: VariableRole
  readonly handle: Tensor
  readonly value: Tensor
}

/** One way to call a session: what is fed and what comes back, by name. A name has no comma. */
export interface Signature {
  readonly inputs: Readonly<Record<string, Tensor>>
  readonly outputs: Readonly<Record<string, Tensor>>
}

/** What a session runs: a graph, the node that sets every variable at load, and the ways to call it. */
export interface Program {
  readonly graph: Graph
  readonly initialize: Node
  readonly variables: readonly Variable[]
  readonly signatures: Readonly<Record<string, Signature>>
}

/** Dtypes that may cross a session's border (int64 feeds arrive wrong, uint8 cannot be read, 16-bit floats are refused). */
export const signatureDTypes: readonly DType[] = ['float32', 'int32', 'string', 'bool']

/** A graph as a file holds it: what a session runs, or what others are given to run. */
export interface StoredProgram {
  readonly graph: Graph
  readonly signatures: Readonly<Record<string, Signature>>
  /** Runs at load. */
  readonly initialize?: Node
  /** Where the variables come from, if not from `initialize`. */
  readonly checkpoint?: CheckpointOps | undefined
}

/** The nodes that read variables from a file and write them into one. */
export interface CheckpointOps {
  /** Is fed the file's name, and gives it when all is written. */
  readonly file: Tensor
  readonly saved: Tensor
  readonly restore: Node
  readonly variables: readonly StoredVariable[]
}

export interface StoredVariable {
  readonly handle: Tensor
  readonly value: Tensor
  /** Sets it from the file. */
  readonly assigned: Node
}

/** The nodes that a program needs; throws if a signature uses a dtype that cannot cross. */
export function nodesOf({ graph, initialize, signatures, checkpoint }: StoredProgram): Node[] {
  const roots = [
    ...(initialize ? [initialize] : []),
    ...(checkpoint ? [checkpoint.saved.node, checkpoint.restore] : []),
  ]
  for (const [name, { inputs, outputs }] of Object.entries(signatures))
    for (const [key, tensor] of [...Object.entries(inputs), ...Object.entries(outputs)]) {
      if (!signatureDTypes.includes(tensor.dtype))
        throw new Error(`${name}.${key} is ${tensor.dtype}, which cannot cross`)
      roots.push(tensor.node)
    }
  return liveNodes(graph.nodes, roots)
}
