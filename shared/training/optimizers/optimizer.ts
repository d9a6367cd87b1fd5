import type { z } from 'zod'
import type { Graph, Node, Tensor } from '../../graph/graph'
import type { Variable } from '../../graph/program'

/** What an optimizer may use while it adds one step's update to the graph. */
export interface StepContext {
  readonly graph: Graph
  /** int32 scalar: steps done before this one. All that depends on time comes from it, so a resumed run counts the same. */
  readonly step: Tensor
  /** float32, of the parameter's shape, role `slot`, every element `initial` (0) at first. The same name gives the same one. */
  slot(parameter: Variable, name: string, initial?: number): Variable
}

/**
 * Adds the update of one parameter; the nodes that come back mean: all done. `rate` is a float32 scalar, scheduled and
 * multiplied for its layer.
 *
 * No rule reads the parameter's value, only its own slots, and each assignment depends on the gradient: whoever gives a
 * gradient that waits for something (a weight decay) orders the two.
 */
export type ParameterUpdate = (parameter: Variable, gradient: Tensor, rate: Tensor) => readonly Node[]

/** One optimizer, as data: the compiler, the inspector and the terminal read the list of these. */
export interface OptimizerDefinition<C extends object> {
  readonly name: string
  /** Configuration with its convention's defaults filled in; unknown keys are refused. */
  readonly schema: z.ZodType<C>
  /** Adds the scalars that all parameters share (a bias correction) and gives the update of each. */
  begin(config: C, context: StepContext): ParameterUpdate
}

/** Declares an optimizer, keeping the types of its configuration. */
export const defineOptimizer = <S extends z.ZodType<object>>(definition: {
  readonly name: string
  readonly schema: S
  begin(config: z.infer<S>, context: StepContext): ParameterUpdate
}) => definition
