import { differentiate, type Seed } from '../graph/differentiate'
import { Graph, type Node, type Tensor } from '../graph/graph'
import { add, argMax, div, mul, sub } from '../graph/ops/arithmetic'
import { cast, constant, fill, identity, oneHot, placeholder } from '../graph/ops/array'
import { softmax } from '../graph/ops/functions'
import { checkNumerics } from '../graph/ops/guard'
import { assign, assignAdd } from '../graph/ops/state'
import { biasBeforeNorm } from '../graph/passes/biasBeforeNorm'
import { mixedPrecision } from '../graph/passes/mixedPrecision'
import { inTurn, type Rewritten } from '../graph/passes/rewrite'
import type { Program, Variable } from '../graph/program'
import { stateSignatures } from '../graph/stateSignatures'
import { Variables } from '../graph/variables'
import type { Inference } from '../model/infer'
import { declareWeights, type Knob, lowerNetwork, type Move, type NetworkWeight } from '../model/lowerNetwork'
import type { LayerId } from '../model/network'
import { type SoundNetwork, soundNetwork } from '../model/soundNetwork'
import type { Normalization } from '../records/preprocessing'
import { addAuxiliaryLosses } from './addAuxiliaryLosses'
import { type Augmentation, resolveAugmentation } from './augmentation/augmentation'
import { type AugmentedBatch, augmentBatch } from './augmentation/augmentBatch'
import type { DrawnParameter } from './augmentation/drawnParameter'
import type { TrainingConfiguration } from './configuration'
import { type FedKnobs, fedKnobs } from './fedKnobs'
import { type FrozenByHand, frozenLayers, withFrozen, withHand } from './fineTuning/frozenLayers'
import { rateFactors } from './fineTuning/rateFactors'
import { gradientNorms } from './gradientNorms'
import { type LookedAt, lookSignature, silentShare } from './look'
import { type LossParts, lossOf, targetLossOf } from './losses'
import { rightCounts } from './metrics/rightCounts'
import { normalized, pictureBytes } from './normalization'
import { applyGradients, type TrainedParameter } from './optimizers/applyGradients'
import { addDecayKnob } from './optimizers/decayKnob'

export interface TrainingRequest {
  readonly network: Inference
  readonly classes: number
  readonly normalization: Normalization
  /** What is done to training images, and to no others; absent: nothing. */
  readonly augmentation?: Augmentation
  readonly configuration: TrainingConfiguration
  /** Epochs completed before: which layers are frozen may depend on it. Default 0. */
  readonly epoch?: number
  /** Besides: what was frozen or let go while the run went. */
  readonly frozenByHand?: FrozenByHand
}

/**
 * A program that trains, with the ways to call it:
 *
 *   train         images, labels, rate, knobs    one step; loss (mean of the batch, with what auxiliary classifiers add), top1 and
 *                                                top5 (counts; of mixed pictures against what they show most)
 *   preview       images, knobs                  what the next step would see of these images: pictures float32 [n, h, w, c] of 0-255,
 *                                                values float32 [n, parameters]; only with augmentation
 *   gradient_norms  images, labels, knobs        loss; norms of the gradients and values of what learns, float32 [n], in the order of
 *                                                `learning`; only where some does
 *   train_and_look  as train                     a step as `train` does it, which also tells `gradients` and `values` (as above), `samples` and `dead`
 *                                                (`looks` says of what); only where something learns and `watchLayers` is set
 *   evaluate      images, labels                 numerator and denominator of the loss, top1, top5, predictions [n], losses [n]
 *   examine       images, labels                 the same, and probabilities [n, classes]
 *   predict       images                         logits [n, classes], probabilities [n, classes]
 *   read_state, write_state                      every variable
 *
 * `images` is a scalar string of uint8 NHWC; `labels` int32 [n]; `rate` a number; `knobs` float32, as long as the list
 * `knobs`, absent where that is empty.
 */
export interface TrainingProgram extends Program {
  readonly knobs: readonly Knob[]
  readonly weights: readonly NetworkWeight[]
  /** Those that learn. */
  readonly learning: readonly NetworkWeight[]
  /** The columns of the preview's `values`. */
  readonly parameters: readonly DrawnParameter[]
  /** What `train_and_look` tells of. */
  readonly looks: LookedAt | undefined
}

/**
 * Compiles a network and how to train it to one graph a step: decode, augment, normalize, forward, loss, backward, moving averages,
 * optimizer. Weights, optimizer slots, the step counter and the seed are variables of the session; every random op is keyed by
 * (seed, step), so a run that goes on from a stored state is bit-equal to one that never stopped.
 *
 * Throws a Problem if the network has problems, or if its output is not one logit a class.
 */
export function compileTraining(request: TrainingRequest): TrainingProgram {
  const { configuration, classes } = request
  const planned = frozenLayers(request.network, configuration.fineTuning, request.epoch ?? 0)
  const frozen = withHand(planned, request.frozenByHand)
  const network = soundNetwork(withFrozen(request.network, frozen), classes)
  const forward = buildForward(request, network)
  const plain = biasBeforeNorm(forward.graph)
  const passed = configuration.precision === 'bfloat16' ? inTurn(plain, mixedPrecision(plain.graph)) : plain
  return finish(request, forward, passed)
}

/** Everything up to the losses, in float32: the part that passes may rewrite. */
interface Forward {
  readonly graph: Graph
  readonly variables: Variables
  readonly weights: readonly NetworkWeight[]
  readonly images: Tensor
  readonly labels: Tensor
  readonly knobs: FedKnobs
  /** How much weights decay, a knob; absent where they do not. */
  readonly decay: Tensor | undefined
  readonly augmented: AugmentedBatch | undefined
  readonly moves: readonly Move[]
  /** Of each layer with ReLU, the share of its channels that no picture of the batch wakes. */
  readonly dead: ReadonlyMap<string, Tensor>
  readonly training: { readonly logits: Tensor; readonly loss: LossParts }
  readonly inference: { readonly logits: Tensor; readonly loss: LossParts }
}

function buildForward(request: TrainingRequest, network: SoundNetwork): Forward {
  const { classes, normalization, augmentation = [], configuration } = request
  const { layers, output, auxiliary, inputShape } = network
  const graph = new Graph()
  const variables = new Variables(graph)
  const counter = (name: string, value: number) =>
    variables.add({ name, dtype: 'int32', shape: [], role: 'counter', initial: (g) => constant(g, value, 'int32') })
  const step = counter('step', 0)
  const seed = counter('seed', configuration.seed)
  const weights = declareWeights(layers, variables, configuration.seed)

  const images = placeholder(graph, 'images', 'string', [])
  const labels = placeholder(graph, 'labels', 'int32', [-1])
  const knobs = fedKnobs(graph)
  const pixels = pictureBytes(graph, images, inputShape)
  const source = { seed: seed.value, step: step.value }
  const augmented =
    augmentation.length > 0
      ? augmentBatch(graph, {
          operations: resolveAugmentation(augmentation, inputShape),
          pictures: pixels,
          targets: () => oneHot(graph, labels, classes),
          ...source,
          knob: knobs.add,
        })
      : undefined
  const plain = normalized(graph, pixels, normalization)

  const moves: Move[] = []
  const lowering = { graph, layers, weight: (name: string) => (variables.get(name) as Variable).value }
  const ofLabels = (logits: Tensor) => lossOf(configuration.loss)(graph, logits, labels, classes)
  const targets = augmented?.targets
  const ofTargets = targets && ((logits: Tensor) => targetLossOf(configuration.loss)(graph, logits, targets))
  const phase = (name: 'loss' | 'inference_loss', outputs: ReturnType<typeof lowerNetwork>) => {
    const logits = outputs.get(output) as Tensor
    return graph.scope(name, () => {
      const wide = identity(graph, logits, 'logits')
      if (name === 'inference_loss') return { logits: wide, loss: ofLabels(wide) }
      const lossAt = ofTargets ?? ofLabels
      return { logits: wide, loss: addAuxiliaryLosses(graph, { main: lossAt(wide), auxiliary, outputs, lossAt }) }
    })
  }
  const trained = lowerNetwork(
    {
      ...lowering,
      checked: configuration.checkNumerics,
      training: { ...source, knob: knobs.add, move: (move) => moves.push(move) },
    },
    augmented ? normalized(graph, augmented.pictures, normalization) : plain,
  )
  const dead = configuration.watchLayers ? silentShares(graph, layers, trained) : new Map<string, Tensor>()
  const training = phase('loss', trained)
  const inference = phase('inference_loss', lowerNetwork(lowering, plain))
  const decay = addDecayKnob(configuration, knobs)
  return { graph, variables, weights, images, labels, knobs, decay, augmented, moves, dead, training, inference }
}

function silentShares(
  graph: Graph,
  layers: SoundNetwork['layers'],
  outputs: ReturnType<typeof lowerNetwork>,
): ReadonlyMap<string, Tensor> {
  const rectified = layers.filter(
    ({ spec, config }) => spec.type === 'activation' && (config as { kind?: unknown }).kind === 'relu',
  )
  return new Map(
    rectified.map(({ spec: { id } }) => [
      id,
      graph.scope(`look/${id}`, () => silentShare(graph, outputs.get(id) as Tensor)),
    ]),
  )
}

/** Backward pass, updates and signatures, on the graph that the passes left. */
function finish(
  { network, classes, configuration }: TrainingRequest,
  forward: Forward,
  rewritten: Rewritten,
): TrainingProgram {
  const { graph, moved } = rewritten
  const { variables } = forward
  variables.moveTo(rewritten)
  const there = ({ logits, loss }: Forward['training']) => ({
    logits: cast(graph, moved(logits), 'float32'),
    loss: {
      numerator: moved(loss.numerator),
      denominator: moved(loss.denominator),
      perExample: moved(loss.perExample),
    },
  })
  const [images, labels] = [moved(forward.images), moved(forward.labels)]
  const [training, inference] = [there(forward.training), there(forward.inference)]
  const rate = placeholder(graph, 'rate', 'float32', [])
  const step = variables.get('step') as Variable

  const parameters = trainedParameters(
    graph,
    forward.weights,
    variables,
    training.loss,
    layerRates(graph, rate, rateFactors(configuration.fineTuning, [...network.layers.keys()])),
    configuration.checkNumerics,
  )
  const slots = (parameter: Variable, name: string, initial = 0): Variable => {
    const full = `${parameter.name}/${name}`
    const { shape } = parameter
    return (
      variables.get(full) ??
      variables.add({
        name: full,
        dtype: 'float32',
        shape,
        role: 'slot',
        initial: (g) => fill(g, shape, constant(g, initial)),
      })
    )
  }
  const decay = forward.decay && moved(forward.decay)
  const updates = applyGradients({ graph, step: step.value, slot: slots }, configuration, parameters, decay)
  const moves = forward.moves.map(({ variable, target, rate: share }): Node => {
    const { handle, value } = variables.get(variable) as Variable
    const way = sub(graph, moved(target), value)
    return assignAdd(graph, handle, mul(graph, way, typeof share === 'number' ? share : moved(share)))
  })
  const done = assign(graph, step.handle, add(graph, step.value, constant(graph, 1, 'int32')), [...updates, ...moves])
  const after = (tensor: Tensor, name: string) => identity(graph, tensor, `train/${name}`, [done])

  const meanLoss = div(graph, training.loss.numerator, training.loss.denominator)
  const { augmented, knobs } = forward
  const shown = augmented?.targets ? argMax(graph, moved(augmented.targets)) : labels
  const counts = rightCounts(graph, training.logits, shown, classes)
  const withKnobs = knobs.list.length > 0 ? { knobs: moved(knobs.fed) } : {}
  const weights = forward.weights.map((weight) => ({
    ...weight,
    variable: variables.get(weight.variable.name) as Variable,
  }))
  const assessed = {
    numerator: inference.loss.numerator,
    denominator: inference.loss.denominator,
    losses: inference.loss.perExample,
    predictions: argMax(graph, inference.logits),
    ...rightCounts(graph, inference.logits, labels, classes),
  }
  const probabilities = softmax(graph, inference.logits)
  const learning = weights.filter(({ learns }) => learns)
  const train = {
    inputs: { images, labels, rate, ...withKnobs },
    outputs: { loss: after(meanLoss, 'loss'), top1: after(counts.top1, 'top1'), top5: after(counts.top5, 'top5') },
  }
  const norms =
    parameters.length > 0
      ? gradientNorms(graph, { inputs: { images, labels, ...withKnobs }, loss: meanLoss, parameters })
      : undefined
  const look =
    norms && configuration.watchLayers
      ? lookSignature(graph, {
          train,
          norms: { gradients: norms.outputs.gradients as Tensor, values: norms.outputs.values as Tensor },
          learning,
          dead: new Map([...forward.dead].map(([layer, share]) => [layer, moved(share)])),
        })
      : undefined
  return {
    graph,
    knobs: knobs.list,
    parameters: augmented?.parameters ?? [],
    weights,
    learning,
    looks: look?.lookedAt,
    signatures: {
      train,
      ...(augmented && {
        preview: {
          inputs: { images, ...withKnobs },
          outputs: {
            pictures: moved(augmented.pictures),
            ...(augmented.values && { values: moved(augmented.values) }),
          },
        },
      }),
      ...(norms && { gradient_norms: norms }),
      ...(look && { train_and_look: look.signature }),
      evaluate: { inputs: { images, labels }, outputs: assessed },
      examine: { inputs: { images, labels }, outputs: { ...assessed, probabilities } },
      predict: { inputs: { images }, outputs: { logits: inference.logits, probabilities } },
      ...stateSignatures(graph, variables.list()),
    },
    variables: variables.list(),
    initialize: variables.initialize(),
  }
}

/** The gradient of the mean loss with respect to each array that learns. */
function trainedParameters(
  graph: Graph,
  weights: readonly NetworkWeight[],
  variables: Variables,
  loss: LossParts,
  rateOf: (layer: LayerId) => Tensor,
  checked: boolean,
): TrainedParameter[] {
  const learning = weights
    .filter(({ learns }) => learns)
    .map(({ layer, variable, spec }) => ({ layer, spec, variable: variables.get(variable.name) as Variable }))
  const seeds: Seed[] = [{ y: loss.numerator, dy: div(graph, 1, loss.denominator) }]
  const gradients = differentiate(
    graph,
    seeds,
    learning.map(({ variable }) => variable.value),
  )
  return learning.map(({ layer, variable, spec }, k): TrainedParameter => {
    // A bias in front of a batch norm does not reach the loss: its gradient is zero, but it may still decay.
    const gradient = gradients[k] ?? fill(graph, variable.shape, constant(graph, 0))
    const guarded = checked ? checkNumerics(graph, gradient, `gradient of ${variable.name}`) : gradient
    return { variable, role: spec.role, gradient: guarded, rate: rateOf(layer) }
  })
}

/** The rate of each layer: the fed one, times its factor where it has one; one node a factor. */
function layerRates(graph: Graph, rate: Tensor, factors: ReadonlyMap<LayerId, number>): (layer: LayerId) => Tensor {
  const scaled = new Map<number, Tensor>([[1, rate]])
  return (layer) => {
    const factor = factors.get(layer) ?? 1
    const known = scaled.get(factor) ?? mul(graph, rate, factor)
    scaled.set(factor, known)
    return known
  }
}
