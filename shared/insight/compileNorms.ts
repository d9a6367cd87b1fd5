import { Graph, type Tensor } from '../graph/graph'
import { div } from '../graph/ops/arithmetic'
import { concat, constant, placeholder } from '../graph/ops/array'
import type { Program, Variable } from '../graph/program'
import { stateSignatures } from '../graph/stateSignatures'
import { Variables } from '../graph/variables'
import type { Inference } from '../model/infer'
import { declareWeights, lowerNetwork, type Move, weightName } from '../model/lowerNetwork'
import type { LayerId } from '../model/network'
import { soundNetwork } from '../model/soundNetwork'
import type { Normalization } from '../records/preprocessing'
import { withFrozen } from '../training/fineTuning/frozenLayers'
import { type Loss, lossOf } from '../training/losses'
import { decodePictures } from '../training/normalization'

export interface NormsRequest {
  readonly network: Inference
  readonly classes: number
  readonly normalization: Normalization
  readonly loss: Loss
}

/** A batch norm, and where its channels begin in `means` and `variances`. */
export interface NormPlace {
  readonly layer: LayerId
  readonly channels: number
  readonly start: number
}

/**
 * What batch norms see of a batch, against what they remember:
 *
 *   norms   images, labels   means, variances float32 [channels of all]: of the batch, as training normalizes by them (the variance as the moving
 *                            average takes it); by_batch, by_average: the mean loss with either
 *
 * Every batch norm does as if it were not frozen. Dropout and noise are off, augmentation is left out: the two losses differ by batch norm alone.
 */
export interface NormsProgram extends Program {
  readonly places: readonly NormPlace[]
}

/** `undefined` for a network without batch norms. */
export function compileNorms({ network, classes, normalization, loss }: NormsRequest): NormsProgram | undefined {
  const sound = soundNetwork(withFrozen(network, new Set()), classes)
  const norms = sound.layers.filter(({ spec }) => spec.type === 'batch-norm')
  if (norms.length === 0) return undefined
  const graph = new Graph()
  const variables = new Variables(graph)
  declareWeights(sound.layers, variables, 0)
  const images = placeholder(graph, 'images', 'string', [])
  const labels = placeholder(graph, 'labels', 'int32', [-1])
  const pictures = decodePictures(graph, images, sound.inputShape, normalization)
  const weight = (name: string) => (variables.get(name) as Variable).value
  const zero = constant(graph, 0, 'int32')
  const moves: Move[] = []
  const training = {
    seed: zero,
    step: zero,
    knob: () => constant(graph, 0),
    move: (move: Move) => void moves.push(move),
  }
  const lossBy = (outputs: ReadonlyMap<LayerId, Tensor>): Tensor => {
    const { numerator, denominator } = lossOf(loss)(graph, outputs.get(sound.output) as Tensor, labels, classes)
    return div(graph, numerator, denominator)
  }
  const byBatch = graph.scope('by_batch', () =>
    lossBy(lowerNetwork({ graph, layers: sound.layers, weight, training }, pictures)),
  )
  const byAverage = graph.scope('by_average', () =>
    lossBy(lowerNetwork({ graph, layers: sound.layers, weight }, pictures)),
  )
  const targets = new Map(moves.map(({ variable, target }) => [variable, target]))
  const places: NormPlace[] = []
  let start = 0
  for (const { spec, shape } of norms) {
    const channels = shape.at(-1) as number
    places.push({ layer: spec.id, channels, start })
    start += channels
  }
  const all = (name: string) => {
    const parts = places.map(({ layer }) => targets.get(weightName(layer, name)) as Tensor)
    return parts.length === 1 ? (parts[0] as Tensor) : concat(graph, parts, 0)
  }
  const outputs = {
    means: all('moving-mean'),
    variances: all('moving-variance'),
    by_batch: byBatch,
    by_average: byAverage,
  }
  const list = variables.list()
  return {
    graph,
    variables: list,
    initialize: variables.initialize(),
    places,
    signatures: { norms: { inputs: { images, labels }, outputs }, ...stateSignatures(graph, list) },
  }
}
