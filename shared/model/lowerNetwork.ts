import type { Graph, Tensor } from '../graph/graph'
import { constant } from '../graph/ops/array'
import { checkNumerics } from '../graph/ops/guard'
import type { Variable } from '../graph/program'
import { type RandomSource, randomKey } from '../graph/randomKey'
import { textKey } from '../graph/textKey'
import type { Variables } from '../graph/variables'
import { initialValue } from '../layers/initialValue'
import type { WeightSpec } from '../layers/layer'
import type { LowerContext, Phase } from '../layers/lowering'
import type { InferredLayer } from './infer'
import type { LayerId } from './network'

/** A layer ready for the compiler: nothing is wrong with it or before it. */
export type SoundLayer = InferredLayer & { readonly shape: readonly number[] }

/** One array of a network in the graph. */
export interface NetworkWeight {
  readonly layer: LayerId
  readonly spec: WeightSpec
  readonly variable: Variable
  /** Trainable, and its layer is not frozen. */
  readonly learns: boolean
}

/** The variable's name of a layer's weight; exports and checkpoints use it too. */
export const weightName = (layer: LayerId, weight: string): string => `${layer}/${weight}`

/** Declares every array of the network, each with its initial value drawn from (seed, name). */
export function declareWeights(layers: readonly SoundLayer[], variables: Variables, seed: number): NetworkWeight[] {
  return layers.flatMap(({ spec: { id, frozen = false }, weights }) =>
    weights.map((spec): NetworkWeight => {
      const name = weightName(id, spec.name)
      const variable = variables.add({
        name,
        dtype: 'float32',
        shape: spec.shape,
        role: spec.trainable ? 'weight' : 'statistic',
        initial: (graph) => initialValue(graph, spec, constant(graph, [seed, textKey(`initial ${name}`)], 'int32')),
      })
      return { layer: id, spec, variable, learns: spec.trainable && !frozen }
    }),
  )
}

/** A change that a layer makes to one of its own arrays after a step: variable += (target - variable) * rate. */
export interface Move {
  readonly variable: string
  readonly target: Tensor
  readonly rate: Tensor | number
}

/** A scalar of a layer or an augmentation that may change while the training runs. */
export interface Knob {
  /** `<layer id>/<name>`, or `augmentation/<operation>/<name>`. */
  readonly name: string
  readonly initial: number
  /** What it may be set to; absent: any number. */
  readonly range?: readonly [least: number, most: number]
}

/** What the training phase offers to layers beyond their weights. */
export interface TrainingPhase extends RandomSource {
  /** The value of a knob, fed at each step. */
  knob(knob: Knob): Tensor
  move(move: Move): void
}

export interface Lowering {
  readonly graph: Graph
  readonly layers: readonly SoundLayer[]
  /** A weight's value by its variable's name. */
  weight(name: string): Tensor
  /** Absent: inference. */
  readonly training?: TrainingPhase
  /** Make the call fail with the layer's name where NaN or an infinity appears. */
  readonly checked?: boolean
}

/** Adds the network to the graph; gives each layer's output. `pictures` is float32 [n, h, w, c], already normalized. */
export function lowerNetwork(lowering: Lowering, pictures: Tensor): ReadonlyMap<LayerId, Tensor> {
  const { graph, layers, training, checked = false } = lowering
  const phase: Phase = training ? 'train' : 'inference'
  const outputs = new Map<LayerId, Tensor>()
  for (const { spec, definition, config, shape } of layers) {
    const inputs = spec.inputs.map((id) => outputs.get(id) as Tensor)
    const lowered = graph.scope(`${phase}/${spec.id}`, () => {
      const context = layerContext(lowering, spec.id, spec.frozen ?? false, phase)
      const y = definition.lower(context, config as never, spec.type === 'input' ? [pictures] : inputs)
      return checked ? checkNumerics(graph, y, `layer ${spec.id}`) : y
    })
    if (lowered.shape.slice(1).join() !== shape.join())
      throw new Error(`${spec.id} was inferred to give [${shape}] and gives [${lowered.shape.slice(1)}]`)
    outputs.set(spec.id, lowered)
  }
  return outputs
}

function layerContext({ graph, weight, training }: Lowering, id: LayerId, frozen: boolean, phase: Phase): LowerContext {
  const inTraining = (): TrainingPhase => {
    if (!training) throw new Error(`${id} asks in inference for what only training has`)
    return training
  }
  return {
    graph,
    phase,
    frozen,
    weight: (name) => weight(weightName(id, name)),
    moveTowards: (name, target, rate) => inTraining().move({ variable: weightName(id, name), target, rate }),
    randomKey: (purpose = '') => randomKey(graph, inTraining(), `${id} ${purpose}`),
    knob: (name, initial) => inTraining().knob({ name: weightName(id, name), initial }),
  }
}
