import type { Attributes } from './attribute'
import type { DType } from './dtype'
import type { Graph, Node, Tensor } from './graph'
import type { Shape } from './shape'

export interface TensorType {
  readonly dtype: DType
  readonly shape: Shape
}

/**
 * What mixed precision does with an op (see passes/precision.ts).
 *
 *   compute   floating inputs become bfloat16: convolutions, matrix products
 *   follow    runs in bfloat16 if its first input is already: activations, pools, reshapes
 *   keep      floating inputs become float32: losses, reductions, everything not named (the default)
 */
export type Precision = 'compute' | 'follow' | 'keep'

export interface GradientContext<A> {
  readonly graph: Graph
  readonly node: Node
  readonly attrs: A
  readonly inputs: readonly Tensor[]
  readonly outputs: readonly Tensor[]
  /** Gradient of the first output; the whole list is `dys` (`undefined`: that output does not reach the loss). */
  readonly dy: Tensor
  readonly dys: readonly (Tensor | undefined)[]
  /** Whether the gradient of input k is asked for; a costly one may be left `undefined` where it is not. */
  wants(input: number): boolean
}

/** One TensorFlow op: its result types, its attributes and its gradient, together. */
export interface OpDefinition<A extends object = object> {
  /** TensorFlow's name of the op. */
  readonly name: string
  readonly precision?: Precision
  /** Inputs that mixed precision leaves alone, by index (a batch norm's gamma stays float32). */
  readonly keepInputs?: readonly number[]
  /** Types of the outputs. Throws with a plain sentence if the inputs do not fit. */
  infer(inputs: readonly Tensor[], attrs: A): readonly TensorType[]
  /** TensorFlow's attributes, from our own and the inputs' dtypes. */
  attributes?(inputs: readonly Tensor[], attrs: A): Attributes
  /** Gradient of the loss with respect to each input. Absent: asking for one is an error that names the op. */
  gradient?(context: GradientContext<A>): readonly (Tensor | undefined)[]
}

const registry = new Map<string, OpDefinition<never>>()

/** Puts an op into the table; a name registered twice throws. */
export function defineOp<A extends object = object>(definition: OpDefinition<A>): OpDefinition<A> {
  if (registry.has(definition.name)) throw new Error(`op ${definition.name} is defined twice`)
  registry.set(definition.name, definition as OpDefinition<never>)
  return definition
}

/** Every op of the table, by TensorFlow's name. */
export const allOps = (): ReadonlyMap<string, OpDefinition<never>> => registry
