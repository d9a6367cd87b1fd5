import { Network } from '../../shared/model/network'
import type { ExportLayer, ExportModel } from './exportModel'

/**
 * The network that an exported model is: flat, without what only training has, without a normalization inside and without a softmax that
 * the export put behind it. What is stored beside weights that name its layers.
 */
export function flatNetwork(
  model: Pick<ExportModel, 'name' | 'layers' | 'input' | 'output' | 'outputKind' | 'preprocessing'>,
): Network {
  const { name, layers, input, output, outputKind, preprocessing } = model
  const isNormalization = (layer: ExportLayer) =>
    preprocessing.isInside && layer.type === 'scale' && layer.inputs[0] === input
  const isSoftmax = (layer: ExportLayer) =>
    outputKind === 'probabilities' &&
    layer.id === output &&
    layer.type === 'activation' &&
    layer.config.kind === 'softmax'
  const gone = new Map(layers.filter(isNormalization).map(({ id }) => [id, input]))
  const kept = layers.filter((layer) => !gone.has(layer.id) && !isSoftmax(layer))
  return Network.parse({
    name,
    layers: kept.map((layer) => ({ ...specOf(layer), inputs: layer.inputs.map((id) => gone.get(id) ?? id) })),
  })
}

function specOf(layer: ExportLayer) {
  const { id } = layer
  if (layer.type !== 'scale') return { id, type: layer.type, config: layer.config }
  const [scale = 1, ...others] = layer.config.scale
  if (others.length > 0 || layer.config.offset.some((value) => value !== 0) || !(scale > 0 && scale <= 1))
    throw new Error(`${id} normalizes pixels, which no layer of a network does`)
  return { id, type: 'dropout', config: { rate: 1 - scale, scaling: 'inference' } }
}
