import type { Shape } from '../../shared/graph/shape'
import { inferNetwork } from '../../shared/model/infer'
import { leadingTo } from '../../shared/model/leadingTo'
import type { Network } from '../../shared/model/network'
import { soundNetwork } from '../../shared/model/soundNetwork'
import type { Preprocessing } from '../../shared/records/preprocessing'
import { scaleAndOffset } from '../../shared/training/normalization'
import type { ExportLayer, ExportModel } from './exportModel'
import type { ScaleConfig } from './layerConfigs'
import type { ModelCard } from './modelCard'
import { type WeightSource, withWeights } from './weightSource'

/** What a run has that an export is made from. */
export interface TrainedNetwork {
  readonly name: string
  readonly network: Network
  readonly classes: readonly string[]
  /** With numbers: not `per-channel`. */
  readonly preprocessing: Preprocessing
  /** At least the network's own arrays, as `<layer id>/<weight>`. */
  readonly weights: WeightSource
  readonly card: ModelCard
}

/** Layers that inference does not have. */
const onlyInTraining = new Set(['dropout', 'spatial-dropout', 'gaussian-noise'])

/**
 * A network as inference sees it, with normalization outside, logits and float32 weights. Throws a Problem if the network is unsound
 * or a weight is missing.
 */
export function exportNetwork(trained: TrainedNetwork): ExportModel {
  const { name, network, classes, preprocessing, weights, card } = trained
  const inference = inferNetwork(network)
  const sound = soundNetwork(inference, classes.length)
  const needed = leadingTo(inference, [sound.output])
  // What a layer that is taken out handed on.
  const stands = new Map<string, string>()
  const standing = (id: string) => stands.get(id) ?? id
  const layers: ExportLayer[] = []
  const names: string[] = []
  for (const { spec, config, inputs: inputShapes, shape, weights: specs } of sound.layers) {
    const { id, type } = spec
    if (!needed.has(id)) continue
    const inputs = spec.inputs.map(standing)
    const scale = inferenceScale(type, config)
    if (onlyInTraining.has(type) && scale === 1 && id !== sound.output) {
      stands.set(id, inputs[0] as string)
      continue
    }
    if (onlyInTraining.has(type)) {
      const scaled: ScaleConfig = { scale: [scale], offset: [0] }
      layers.push({ id, type: 'scale', config: scaled, inputs, inputShapes, shape, weights: [] })
      continue
    }
    // How many batches were seen is of use to training alone.
    const own = specs.filter(({ role }) => role !== 'batch-count')
    for (const { name: weight, shape: wanted } of own) names.push(expectShape(weights, `${id}/${weight}`, wanted))
    layers.push({ id, type, config, inputs, inputShapes, shape, weights: own.map((one) => one.name) } as ExportLayer)
  }
  const kept = new Set(names)
  const others = new Set([...weights.shapes.keys()].filter((weight) => !kept.has(weight)))
  return {
    name,
    layers,
    input: (layers[0] as ExportLayer).id,
    output: sound.output,
    inputShape: sound.inputShape,
    weights: withWeights(weights, new Map(), others),
    weightType: 'float32',
    keptFloat32: new Set(),
    preprocessing: {
      resize: preprocessing.resize,
      background: preprocessing.background,
      ...scaleAndOffset(preprocessing.normalization),
      isInside: false,
    },
    classes,
    outputKind: 'logits',
    card,
    parts: inference.parts.map((part) => ({ ...part, title: network.blocks?.[part.block]?.title })),
  }
}

/** What a layer of training does to its input in inference: times a number. */
function inferenceScale(type: string, config: object): number {
  if (type !== 'dropout') return 1
  const { rate, scaling } = config as { rate: number; scaling: 'training' | 'inference' }
  return scaling === 'inference' ? 1 - rate : 1
}

function expectShape({ shapes }: WeightSource, name: string, wanted: Shape): string {
  const found = shapes.get(name)
  if (found?.join() !== wanted.join()) throw new Error(`the weights have ${name} as [${found}], not [${wanted}]`)
  return name
}
