import { Graph, type Tensor } from '../graph/graph'
import { cast, placeholder } from '../graph/ops/array'
import { mixedPrecision } from '../graph/passes/mixedPrecision'
import type { Variable } from '../graph/program'
import { stateSignatures } from '../graph/stateSignatures'
import { Variables } from '../graph/variables'
import { declareWeights, lowerNetwork, type SoundLayer } from '../model/lowerNetwork'
import type { LayerId } from '../model/network'
import type { Normalization } from '../records/preprocessing'
import type { TrainingConfiguration } from '../training/configuration'
import { decodePictures } from '../training/normalization'

/** The part of a network that is to be looked into. */
export interface ForwardRequest {
  readonly layers: readonly SoundLayer[]
  readonly inputShape: readonly [height: number, width: number, channels: number]
  readonly normalization: Normalization
  /** Draws the weights, until others are written. */
  readonly seed: number
  readonly precision: TrainingConfiguration['precision']
}

/** A network in inference, as `evaluate` and `predict` of a training run it, with every layer's output at hand. */
export interface ForwardGraph {
  readonly graph: Graph
  /** A scalar string of uint8 NHWC. */
  readonly images: Tensor
  readonly variables: Variables
  /** Of each layer, [n, ...shape], in the type in which it is computed. */
  readonly outputs: ReadonlyMap<LayerId, Tensor>
}

/** The forward pass alone: no loss, no optimizer. Numbers are those of the training's own inference, bit for bit in float32. */
export function forwardGraph({ layers, inputShape, normalization, seed, precision }: ForwardRequest): ForwardGraph {
  const graph = new Graph()
  const variables = new Variables(graph)
  declareWeights(layers, variables, seed)
  const images = placeholder(graph, 'images', 'string', [])
  const pictures = decodePictures(graph, images, inputShape, normalization)
  const weight = (name: string) => (variables.get(name) as Variable).value
  const outputs = lowerNetwork({ graph, layers, weight }, pictures)
  if (precision !== 'bfloat16') return { graph, images, variables, outputs }
  const low = mixedPrecision(graph)
  variables.moveTo(low)
  return {
    graph: low.graph,
    images: low.moved(images),
    variables,
    outputs: new Map([...outputs].map(([id, tensor]) => [id, low.moved(tensor)])),
  }
}

/** A layer's output as float32, which alone can be read. */
export const readable = (graph: Graph, tensor: Tensor): Tensor =>
  tensor.dtype === 'float32' ? tensor : cast(graph, tensor, 'float32')

/** The rest of a program whose state is the weights; none where no layer has any. */
export function withState({ graph, variables }: ForwardGraph) {
  const all = variables.list()
  return {
    graph,
    variables: all,
    initialize: variables.initialize(),
    state: all.length > 0 ? stateSignatures(graph, all) : {},
  }
}
