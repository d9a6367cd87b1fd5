import type { DType } from '../dtype'
import type { Graph, Node, Tensor } from '../graph'
import { defineOp } from '../op'
import type { Shape } from '../shape'

const handleOp = defineOp<{ dtype: DType; shape: Shape; sharedName: string }>({
  name: 'VarHandleOp',
  infer: () => [{ dtype: 'resource', shape: [] }],
  attributes: (_, { dtype, shape, sharedName }) => ({
    dtype: { type: dtype },
    shape: { shape },
    shared_name: { text: sharedName },
  }),
})

/** A variable's handle; `name` must be its own in the session. */
export const variableHandle = (graph: Graph, name: string, dtype: DType, shape: Shape): Tensor =>
  graph.add(handleOp, [], { dtype, shape, sharedName: name }, { name })

const readOp = defineOp<{ dtype: DType; shape: Shape }>({
  name: 'ReadVariableOp',
  infer: (_, { dtype, shape }) => [{ dtype, shape }],
  attributes: (_, { dtype }) => ({ dtype: { type: dtype } }),
})

/** The variable's value. One node a variable and graph: no read then comes after the update. */
export const readVariable = (graph: Graph, handle: Tensor, dtype: DType, shape: Shape, name: string): Tensor =>
  graph.add(readOp, [handle], { dtype, shape }, { name })

const assignment = (name: string) => {
  const op = defineOp({
    name,
    infer: () => [],
    attributes: ([, value]) => ({ dtype: { type: (value as Tensor).dtype } }),
  })
  return (graph: Graph, handle: Tensor, value: Tensor, control: readonly Node[] = []): Node =>
    graph.addNode(op, [handle, value], {}, { control })
}
export const assign = assignment('AssignVariableOp')
export const assignAdd = assignment('AssignAddVariableOp')
export const assignSub = assignment('AssignSubVariableOp')

interface Momentum {
  readonly nesterov: boolean
}

/** An optimizer's kernel: `inputs` in TensorFlow's order, the handle first; T is the gradient's dtype. */
const apply = <A extends object>(
  name: string,
  gradientInput: number,
  attributes: (attrs: A) => Record<string, { bool: boolean }>,
) => {
  const op = defineOp<A>({
    name,
    infer: () => [],
    attributes: (inputs, attrs) => ({ T: { type: (inputs[gradientInput] as Tensor).dtype }, ...attributes(attrs) }),
  })
  return (graph: Graph, inputs: readonly Tensor[], attrs: A): Node => graph.addNode(op, inputs, attrs)
}

/** [parameter, rate, gradient]. */
export const applyGradientDescent = apply<object>('ResourceApplyGradientDescent', 2, () => ({}))
/** [parameter, velocity, rate, gradient, momentum]: v = m v + g, p -= rate v (PyTorch). */
export const applyMomentum = apply<Momentum>('ResourceApplyMomentum', 3, ({ nesterov }) => ({
  use_nesterov: { bool: nesterov },
}))
/** [parameter, velocity, rate, gradient, momentum]: v = m v - rate g, p += v (Keras). */
export const applyKerasMomentum = apply<Momentum>('ResourceApplyKerasMomentum', 3, ({ nesterov }) => ({
  use_nesterov: { bool: nesterov },
}))
/** [parameter, m, v, beta1^t, beta2^t, rate, beta1, beta2, epsilon, gradient]; epsilon before the bias correction. */
export const applyAdam = apply<object>('ResourceApplyAdam', 9, () => ({}))
/** [parameter, mean square, momentum, rate, rho, momentum, epsilon, gradient]; epsilon inside the root (Keras). */
export const applyRMSProp = apply<object>('ResourceApplyRMSProp', 7, () => ({}))
/** [parameter, mean gradient, mean square, momentum, rate, rho, momentum, epsilon, gradient]. */
export const applyCenteredRMSProp = apply<object>('ResourceApplyCenteredRMSProp', 8, () => ({}))
/** [parameter, accumulator, rate, epsilon, gradient]; epsilon outside the root (PyTorch). */
export const applyAdagrad = apply<object>('ResourceApplyAdagradV2', 4, () => ({ update_slots: { bool: true } }))
