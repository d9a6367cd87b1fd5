import { safetensorsFormat } from '../../../shared/formats/exportFormats'
import type { ExportOptions } from '../../../shared/formats/exportOptions'
import { parseJson } from '../../../shared/json'
import { Network } from '../../../shared/model/network'
import { scaleAndOffset } from '../../../shared/training/normalization'
import { zoo } from '../../../shared/zoo'
import { torchvisionName } from '../../../shared/zoo/weightName'
import type { ZooNetwork } from '../../../shared/zoo/zooNetwork'
import type { ExportLayer, ExportModel } from '../exportModel'
import { flatNetwork } from '../flatNetwork'
import type { Format, LayerRefusal } from '../format'
import type { ImportedModel, ReadBudget } from '../importedModel'
import { ModelNotes, notesOf } from '../modelNotes'
import { watched } from '../progress'
import { storedType } from '../storedType'
import { recognizeStateDict } from '../torch/stateDict'
import { torchParameters } from '../torch/torchParameters'
import type { WeightSource } from '../weightSource'
import { safetensorsExample } from './example'
import { openWeightFile } from './weightFile'
import { type NamedWeight, writeWeights } from './writeWeights'

/** Weights alone: under our names and in our layout, with the network as text; or as a state dict of torchvision's. */
export const safetensors: Format = {
  description: safetensorsFormat,
  refuse: refusals,
  async write(model, { names }, place, work) {
    const weights = watched(model.weights, work)
    const entry = names === 'torchvision' ? torchvisionEntry(model) : undefined
    const all = entry ? asStateDict(model, entry, weights) : asTheyAre(model, weights)
    await writeWeights(place, all, entry ? { format: 'pt' } : metadataOf(model))
  },
  example: safetensorsExample,
  read: readWeights,
}

const asTheyAre = (model: ExportModel, weights: WeightSource): NamedWeight[] =>
  [...weights.shapes].map(([name, shape]) => {
    return { name, shape, type: storedType(model, name, shape), make: () => weights.read(name) }
  })

/** The published network whose names a model's weights can have. */
export const torchvisionEntry = ({ name }: Pick<ExportModel, 'name'>): ZooNetwork | undefined =>
  zoo.find((entry) => entry.name === name && entry.torchvisionModule)

export function asStateDict(model: ExportModel, entry: ZooNetwork, weights: WeightSource): NamedWeight[] {
  return torchParameters(model).map(({ ours, dims, toTorch }) => ({
    name: torchvisionName(entry, ours) as string,
    shape: dims,
    type: storedType(model, ours, dims),
    make: async () => toTorch(await weights.read(ours)),
  }))
}

const metadataOf = (model: ExportModel) => ({
  format: 'layerloom',
  'layerloom.network': JSON.stringify(flatNetwork(model)),
  'layerloom.notes': JSON.stringify(notesOf(model)),
})

function refusals(model: ExportModel, { names, foldBatchNorm }: ExportOptions): LayerRefusal[] {
  if (names === 'project') return []
  const entry = torchvisionEntry(model)
  const layer = model.layers[0] as ExportLayer
  const remedy = 'choose the names of the project'
  if (!entry) return [{ layer, what: 'names of torchvision: it is no network that torchvision has', remedy }]
  if (foldBatchNorm) return [{ layer, what: 'names of torchvision: without its batch norms', remedy }]
  const odd = torchParameters(model).find(({ ours }) => torchvisionName(entry, ours) === undefined)
  const found = odd && model.layers.find(({ id }) => id === odd.layer)
  return found ? [{ layer: found, what: 'names of torchvision: it has no such layer', remedy }] : []
}

async function readWeights(place: string, budget: ReadBudget): Promise<ImportedModel> {
  const { weights, metadata, others } = await openWeightFile(place, budget)
  const network = networkIn(metadata.get('layerloom.network'), budget)
  if (network) {
    const notes = ModelNotes.safeParse(json(metadata.get('layerloom.notes'), budget))
    return {
      network,
      weights,
      ...(notes.success && {
        preprocessing: { ...notes.data.preprocessing, isInside: false },
        classes: notes.data.classes,
        outputKind: notes.data.output,
      }),
      notUnderstood: [],
    }
  }
  const known = recognizeStateDict(weights)
  const left = [...(known?.unused ?? []), ...others].filter((name) => !name.endsWith('.num_batches_tracked'))
  const of = known?.entry.name
  const notUnderstood = left.map((name) => ({
    code: 'safetensors-unused',
    message: `${name} is no array of ${of ?? 'a network'}`,
    ...(of && { values: { kind: 'array', name, of } }),
  }))
  if (!known) return { weights, notUnderstood: others.length > 0 ? notUnderstood : [] }
  const { entry } = known
  // torchvision's GoogLeNet and Inception bring ImageNet's normalization to -1 to 1 themselves.
  const kind = /^(googlenet|inception)/.test(entry.name) ? '-1-1' : 'imagenet'
  return {
    network: known.network,
    weights: known.weights,
    preprocessing: {
      resize: 'crop',
      background: [255, 255, 255],
      ...scaleAndOffset({ kind }),
      isInside: false,
    },
    notUnderstood,
  }
}

/** A text of a stranger's file: bounded in length and depth. */
function json(text: string | undefined, { configBytes }: ReadBudget): unknown {
  if (text === undefined || text.length > configBytes) return undefined
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

function networkIn(text: string | undefined, budget: ReadBudget): Network | undefined {
  const parsed = Network.safeParse(json(text, budget))
  return parsed.success ? parsed.data : undefined
}
