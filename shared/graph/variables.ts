import type { Graph, Node, Tensor } from './graph'
import { group } from './ops/array'
import { assign, readVariable, variableHandle } from './ops/state'
import type { Rewritten } from './passes/rewrite'
import type { Variable, VariableRole } from './program'
import type { Shape } from './shape'

export interface VariableRequest {
  readonly name: string
  readonly dtype: 'float32' | 'int32'
  readonly shape: Shape
  readonly role: VariableRole
  /** Adds the value that the variable has when the session opens. */
  readonly initial: (graph: Graph) => Tensor
}

/** The variables of a graph in the making: one handle and one read each. */
export class Variables {
  private graph: Graph
  private readonly byName = new Map<string, { variable: Variable; initial: VariableRequest['initial'] }>()

  constructor(graph: Graph) {
    this.graph = graph
  }

  /** A new variable; a name taken twice throws. */
  add({ name, dtype, shape, role, initial }: VariableRequest): Variable {
    if (this.byName.has(name)) throw new Error(`variable ${name} is declared twice`)
    const handle = variableHandle(this.graph, name, dtype, shape)
    const value = readVariable(this.graph, handle, dtype, shape, `${name}/read`)
    const variable: Variable = { name, dtype, shape, role, handle, value }
    this.byName.set(name, { variable, initial })
    return variable
  }

  get(name: string): Variable | undefined {
    return this.byName.get(name)?.variable
  }

  list(): Variable[] {
    return [...this.byName.values()].map(({ variable }) => variable)
  }

  /** The same variables in the graph that a pass made of theirs; what is added from now on goes there. */
  moveTo({ graph, moved }: Rewritten): void {
    this.graph = graph
    for (const [name, { variable, initial }] of this.byName) {
      const there = { ...variable, handle: moved(variable.handle), value: moved(variable.value) }
      this.byName.set(name, { variable: there, initial })
    }
  }

  /** The node that sets every variable to its initial value. */
  initialize(): Node {
    const assignments = [...this.byName.values()].map(({ variable, initial }) =>
      this.graph.scope(`initial/${variable.name}`, () => assign(this.graph, variable.handle, initial(this.graph))),
    )
    return group(this.graph, assignments, 'initialize')
  }
}
