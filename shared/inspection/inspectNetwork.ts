import { elementCount, type Shape } from '../graph/shape'
import { type Inference, inferNetwork } from '../model/infer'
import type { LayerId, Network } from '../model/network'
import { type ReceptiveField, receptiveFields } from '../model/receptiveField'
import { type LayerSummary, type NetworkSummary, type PerAxis, perAxis, summarizeNetwork } from '../model/summary'
import { Problem, type ProblemDetails } from '../problem'
import { TrainingConfiguration } from '../training/configuration'
import { frozenAtStart, withFrozen } from '../training/fineTuning/frozenLayers'
import { type TrainingMemory, trainingMemory } from './trainingMemory'
import { firstToSeeAll } from './wholePicture'

/** Rows and columns of the picture that one output can depend on. Output k of an axis has its field around `centre` + k * `jump`. */
export interface FieldInspection {
  readonly size: PerAxis
  readonly jump: PerAxis
  /** Of the first output's field, in pixels from the picture's first; below 0 it lies outside. */
  readonly centre: PerAxis
}

/** What a layer or a block costs. Memory is that of a batch of `batchSize` pictures, in bytes. */
export interface Cost {
  readonly parameters: number
  readonly trainableParameters: number
  /** Multiply-adds for one picture. */
  readonly macs: number
  readonly weightBytes: number
  /** Of its outputs in the forward pass. */
  readonly activationBytes: number
  /** Of what it makes and the backward pass reads; absent for a network that cannot be trained yet. */
  readonly keptBytes?: number
}

export interface LayerInspection extends LayerSummary, Cost {
  readonly receptiveField?: FieldInspection
}

export interface BlockInspection extends Cost {
  readonly id: string
  readonly block: string
  /** The block around it. */
  readonly parent?: string
  /** How many layers it has. */
  readonly layers: number
  readonly outputShape?: Shape
  readonly receptiveField?: FieldInspection
}

export interface Inspection extends NetworkSummary {
  readonly parameters: NetworkSummary['parameters'] & { readonly nonTrainable: number }
  readonly layers: readonly LayerInspection[]
  readonly blocks: readonly BlockInspection[]
  readonly batchSize: number
  readonly weightBytes: number
  readonly activationBytes: number
  readonly keptBytes?: number
  /** The first layer of which an output can depend on the whole picture. */
  readonly seesWholePicture?: LayerId
  /** Estimated; beside it stand the engine's own 300 MB or so. */
  readonly trainingMemory?: Omit<TrainingMemory, 'kept' | 'batchSize'>
  /** Why a network that is sound in itself cannot be trained: an auxiliary classifier that gives other logits, say. */
  readonly notTrainable?: ProblemDetails
}

export interface InspectionRequest {
  readonly batchSize?: number
  /** For what the optimizer keeps, and what it freezes. */
  readonly configuration?: TrainingConfiguration
}

const usualBatch = 32
const floatBytes = 4

/** What a network is made of and what it costs: layer by layer, block by block and in all. What is frozen counts as it does in the first epoch. */
export function inspectNetwork(
  network: Network,
  request: InspectionRequest = {},
  inferred = inferNetwork(network),
): Inspection {
  const { batchSize = usualBatch, configuration = TrainingConfiguration.parse({}) } = request
  const inference = withFrozen(inferred, frozenAtStart(inferred, configuration.fineTuning))
  const summary = summarizeNetwork(network, inference)
  const fields = receptiveFields(inference)
  const { memory, notTrainable } = memoryOf(inferred, configuration, batchSize)
  const layers = summary.layers.map((layer) => inspectLayer(layer, inference, fields, memory, batchSize))
  const seesWholePicture = firstToSeeAll(inference, fields)
  const { total, trainable, frozen } = summary.parameters
  const sums = sumOf(layers)
  return {
    ...summary,
    parameters: { total, trainable, frozen, nonTrainable: total - trainable },
    batchSize,
    weightBytes: sums.weightBytes,
    activationBytes: sums.activationBytes,
    ...(sums.keptBytes !== undefined && { keptBytes: sums.keptBytes }),
    ...(seesWholePicture !== undefined && { seesWholePicture }),
    ...(memory && {
      trainingMemory: {
        variableBytes: memory.variableBytes,
        peakStepBytes: memory.peakStepBytes,
        peakBytes: memory.peakBytes,
      },
    }),
    ...(notTrainable && { notTrainable }),
    blocks: inspectBlocks(inference, layers),
    layers,
  }
}

/** Nothing for a network that is no whole classifier of pictures yet; the reason for one that is, and still cannot be compiled. */
function memoryOf(
  inference: Inference,
  configuration: TrainingConfiguration,
  batchSize: number,
): { readonly memory?: TrainingMemory; readonly notTrainable?: ProblemDetails } {
  if (!isTrainable(inference)) return {}
  try {
    return { memory: trainingMemory(inference, configuration, batchSize) }
  } catch (error) {
    if (error instanceof Problem) return { notTrainable: error.details }
    throw error
  }
}

/** A classifier of pictures without problems: others have no graph to look at. */
function isTrainable({ problems, input, output, layers }: Inference): boolean {
  if (problems.length > 0 || input === undefined || output === undefined) return false
  return layers.get(input)?.shape?.length === 3 && layers.get(output)?.shape?.length === 1
}

function inspectLayer(
  { receptiveField: _field, ...summary }: LayerSummary,
  { layers }: Inference,
  fields: ReadonlyMap<LayerId, ReceptiveField>,
  memory: TrainingMemory | undefined,
  batchSize: number,
): LayerInspection {
  const { id, outputShape } = summary
  const layer = layers.get(id)
  const trained = layer && !layer.spec.frozen ? layer.weights.filter(({ trainable }) => trainable) : []
  const count = (weights: readonly { readonly shape: Shape }[]) =>
    weights.reduce((sum, { shape }) => sum + elementCount(shape), 0)
  const field = fields.get(id)
  return {
    ...summary,
    trainableParameters: count(trained),
    weightBytes: floatBytes * count(layer?.weights ?? []),
    activationBytes: outputShape ? floatBytes * batchSize * elementCount(outputShape) : 0,
    ...(memory && { keptBytes: memory.kept.get(id) ?? 0 }),
    ...(field && { receptiveField: inspectField(field) }),
  }
}

function inspectField({ size, jump, padding }: ReceptiveField): FieldInspection {
  const centre = (axis: 0 | 1) => (size[axis] - 1) / 2 - padding[axis]
  return { size: perAxis(size), jump: perAxis(jump), centre: perAxis([centre(0), centre(1)]) }
}

function inspectBlocks({ parts }: Inference, layers: readonly LayerInspection[]): BlockInspection[] {
  const byId = new Map(layers.map((layer) => [layer.id, layer]))
  return parts.map(({ id, block, parent, layers: ids, output }): BlockInspection => {
    const end = byId.get(output)
    return {
      id,
      block,
      ...(parent !== undefined && { parent }),
      layers: ids.length,
      ...(end?.outputShape && { outputShape: end.outputShape }),
      ...(end?.receptiveField && { receptiveField: end.receptiveField }),
      ...sumOf(ids.flatMap((layer) => byId.get(layer) ?? [])),
    }
  })
}

const sumOf = (costs: readonly Cost[]): Cost => {
  const sum = (value: (cost: Cost) => number) => costs.reduce((total, cost) => total + value(cost), 0)
  const isKnown = costs.some(({ keptBytes }) => keptBytes !== undefined)
  return {
    parameters: sum(({ parameters }) => parameters),
    trainableParameters: sum(({ trainableParameters }) => trainableParameters),
    macs: sum(({ macs }) => macs),
    weightBytes: sum(({ weightBytes }) => weightBytes),
    activationBytes: sum(({ activationBytes }) => activationBytes),
    ...(isKnown && { keptBytes: sum(({ keptBytes = 0 }) => keptBytes) }),
  }
}
