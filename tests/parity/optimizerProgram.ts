import { Graph, type Node, type Tensor } from '../../shared/graph/graph'
import { add } from '../../shared/graph/ops/arithmetic'
import { constant, fill, gather, identity } from '../../shared/graph/ops/array'
import { assign } from '../../shared/graph/ops/state'
import type { Program, Variable } from '../../shared/graph/program'
import { stateSignatures } from '../../shared/graph/stateSignatures'
import { Variables } from '../../shared/graph/variables'
import type { WeightRole } from '../../shared/layers/layer'
import type { TensorData } from '../../shared/tensorData'
import { applyGradients, type UpdateSettings } from '../../shared/training/optimizers/applyGradients'

/** A parameter under an optimizer of its own, with the gradient and the rate of each step given. */
export interface Trial {
  readonly name: string
  readonly settings: UpdateSettings
  readonly start: TensorData
  /** [steps, ...shape of the parameter]. */
  readonly gradients: TensorData
  readonly rates: readonly number[]
  readonly role?: WeightRole
}

/**
 * Many trials in one program, whose signature `step` makes the next step of them all. The parameters are `<trial>/p`, the slots
 * `<trial>/p/<slot>`. After the last step it begins again with the first gradient.
 */
export function optimizerProgram(trials: readonly Trial[]): Program {
  const graph = new Graph()
  const variables = new Variables(graph)
  const counter = variables.add({
    name: 'step',
    dtype: 'int32',
    shape: [],
    role: 'counter',
    initial: (g) => constant(g, 0, 'int32'),
  })
  const done = trials.flatMap((trial) => addTrial(graph, variables, counter.value, trial))
  const next = assign(graph, counter.handle, add(graph, counter.value, 1), done)
  return {
    graph,
    initialize: variables.initialize(),
    variables: variables.list(),
    signatures: {
      step: { inputs: {}, outputs: { done: identity(graph, constant(graph, 1, 'int32'), 'stepped', [next]) } },
      ...stateSignatures(graph, variables.list()),
    },
  }
}

function addTrial(graph: Graph, variables: Variables, step: Tensor, trial: Trial): Node[] {
  const { name, settings, start, gradients, rates, role = 'kernel' } = trial
  const variable = variables.add({
    name: `${name}/p`,
    dtype: 'float32',
    shape: start.shape,
    role: 'weight',
    initial: (g) => constant(g, start.data, 'float32', start.shape),
  })
  const slot = (parameter: Variable, slotName: string, initial = 0): Variable => {
    const known = `${parameter.name}/${slotName}`
    return (
      variables.get(known) ??
      variables.add({
        name: known,
        dtype: 'float32',
        shape: parameter.shape,
        role: 'slot',
        initial: (g) => fill(g, parameter.shape, constant(g, initial)),
      })
    )
  }
  const gradient = gather(graph, constant(graph, gradients.data, 'float32', gradients.shape), step)
  const rate = gather(graph, constant(graph, rates), step)
  return applyGradients({ graph, step, slot }, settings, [{ variable, role, gradient, rate }])
}
