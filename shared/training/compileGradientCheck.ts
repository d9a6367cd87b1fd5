import { differentiate } from '../graph/differentiate'
import { Graph, type Tensor } from '../graph/graph'
import { add, div, equal, mul, select, sub, total } from '../graph/ops/arithmetic'
import { cast, constant, fillLike, oneHot, placeholder, reshape } from '../graph/ops/array'
import { sign } from '../graph/ops/functions'
import { randomNormal } from '../graph/ops/random'
import { inFloat64 } from '../graph/passes/float64'
import type { Program, Signature, Variable } from '../graph/program'
import { elementCount } from '../graph/shape'
import { stateSignatures } from '../graph/stateSignatures'
import { Variables } from '../graph/variables'
import { declareWeights, lowerNetwork, type NetworkWeight } from '../model/lowerNetwork'
import { soundNetwork } from '../model/soundNetwork'
import { addAuxiliaryLosses } from './addAuxiliaryLosses'
import type { TrainingRequest } from './compileTraining'
import { lossOf } from './losses'
import { decodePictures } from './normalization'

/**
 * Two programs over the same weights, whose answers must agree:
 *
 *   analytic    the training phase in float32, differentiated as training does
 *     gradient    images, labels                                 `g<k>`, the gradient of each array that learns
 *     along       images, labels, array, coordinate, key         `derivative` of the loss along one direction of one array
 *   numerical   the same forward in float64, where rounding and the kinks of ReLU and max-pooling do not blur differences
 *     along       ... and size                                   `derivative` = (L(w + size d) - L(w - size d)) / (2 size)
 *
 * The direction d is the unit vector of `coordinate`, or for -1 a random one of signs, drawn from `key` (int32 [2]).
 * Dropout draws the same mask everywhere: seed and step stand still.
 */
export interface GradientCheck {
  readonly analytic: Program
  readonly numerical: Program
  /** The arrays that learn, in the order of `array`. */
  readonly learning: readonly NetworkWeight[]
}

/** Throws a Problem if the network has problems. */
export function compileGradientCheck(request: TrainingRequest): GradientCheck {
  const { analytic, learning } = compileAnalytic(request)
  return { analytic, learning, numerical: compileNumerical(request) }
}

function compileAnalytic(request: TrainingRequest) {
  const { graph, variables, learning, directions, feeds, lossWith } = begin(request)
  const { images, labels, ...probe } = feeds
  const values = learning.map(({ variable }) => variable.value)
  const loss = lossWith((name) => (variables.get(name) as Variable).value)
  const gradients = differentiate(graph, [{ y: loss, dy: constant(graph, 1) }], values).map(
    (gradient, k) => gradient ?? fillLike(graph, values[k] as Tensor, constant(graph, 0)),
  )
  const parts = gradients.map((gradient, k) =>
    total(graph, cast(graph, mul(graph, gradient, directions[k] as Tensor), 'float64')),
  )
  const derivative = cast(
    graph,
    parts.reduce((sum, part) => add(graph, sum, part)),
    'float32',
  )
  const named = Object.fromEntries(gradients.map((gradient, k) => [`g${k}`, gradient]))
  return {
    learning,
    analytic: program(graph, variables, {
      gradient: { inputs: { images, labels }, outputs: named },
      along: { inputs: { images, labels, ...probe }, outputs: { derivative } },
    }),
  }
}

function compileNumerical(request: TrainingRequest): Program {
  const { graph: narrow, variables, learning, directions, feeds, lossWith } = begin(request)
  const size = placeholder(narrow, 'size', 'float32', [])
  const toward = new Map(learning.map(({ variable }, k) => [variable.name, directions[k] as Tensor]))
  const shifted = (way: 1 | -1) =>
    lossWith((name) => {
      const { value } = variables.get(name) as Variable
      const direction = toward.get(name)
      return direction ? add(narrow, value, mul(narrow, direction, mul(narrow, size, way))) : value
    })
  const difference = div(narrow, sub(narrow, shifted(1), shifted(-1)), mul(narrow, size, 2))
  const rewritten = inFloat64(narrow)
  const { graph, moved } = rewritten
  variables.moveTo(rewritten)
  const inputs = Object.fromEntries(Object.entries({ ...feeds, size }).map(([name, tensor]) => [name, moved(tensor)]))
  const derivative = cast(graph, moved(difference), 'float32')
  return program(graph, variables, { along: { inputs, outputs: { derivative } } })
}

const program = (graph: Graph, variables: Variables, signatures: Record<string, Signature>): Program => ({
  graph,
  signatures: { ...signatures, ...stateSignatures(graph, variables.list()) },
  variables: variables.list(),
  initialize: variables.initialize(),
})

/** What both programs begin with: weights, feeds, and the loss of the training phase as a function of the weights. */
function begin({ network, classes, normalization, configuration }: TrainingRequest) {
  const { layers, inputShape, output, auxiliary } = soundNetwork(network, classes)
  const graph = new Graph()
  const variables = new Variables(graph)
  const learning = declareWeights(layers, variables, configuration.seed).filter(({ learns }) => learns)
  const feeds = {
    images: placeholder(graph, 'images', 'string', []),
    labels: placeholder(graph, 'labels', 'int32', [-1]),
    array: placeholder(graph, 'array', 'int32', []),
    coordinate: placeholder(graph, 'coordinate', 'int32', []),
    key: placeholder(graph, 'key', 'int32', [2]),
  }
  const pictures = decodePictures(graph, feeds.images, inputShape, normalization)
  const loss = lossOf(configuration.loss)
  const training = {
    seed: constant(graph, configuration.seed, 'int32'),
    step: constant(graph, 0, 'int32'),
    knob: ({ initial }: { initial: number }) => constant(graph, initial),
    move: () => {},
  }
  const lossWith = (weight: (name: string) => Tensor): Tensor => {
    const outputs = lowerNetwork({ graph, layers, weight, training }, pictures)
    const lossAt = (logits: Tensor) => loss(graph, logits, feeds.labels, classes)
    const main = lossAt(outputs.get(output) as Tensor)
    const { numerator, denominator } = addAuxiliaryLosses(graph, { main, auxiliary, outputs, lossAt })
    return div(graph, numerator, denominator)
  }
  const directions = learning.map(({ variable }, k) => direction(graph, variable, k, feeds))
  return { graph, variables, learning, directions, feeds, lossWith }
}

/** The direction for array `k`: zero unless `array` is k. */
function direction(
  graph: Graph,
  { shape, value }: Variable,
  k: number,
  { array, coordinate, key }: Record<'array' | 'coordinate' | 'key', Tensor>,
): Tensor {
  const count = elementCount(shape)
  const signs = sign(graph, randomNormal(graph, [count], key))
  const unit = oneHot(graph, coordinate, count)
  const chosen = select(graph, equal(graph, coordinate, -1), signs, unit)
  const here = cast(graph, equal(graph, array, k), 'float32')
  return reshape(graph, mul(graph, chosen, here), value.shape)
}
