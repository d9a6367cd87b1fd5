import { Network } from '../../shared/model/network'
import type { ExportLayer, ExportModel } from './exportModel'

/** The network that an exported model is, flat and without what only training has: what is stored beside weights that name its layers. */
export const flatNetwork = ({ name, layers }: Pick<ExportModel, 'name' | 'layers'>): Network =>
  Network.parse({ name, layers: layers.map(specOf) })

function specOf(layer: ExportLayer) {
  const { id, inputs } = layer
  if (layer.type !== 'scale') return { id, type: layer.type, inputs, config: layer.config }
  const [scale = 1, ...others] = layer.config.scale
  if (others.length > 0 || layer.config.offset.some((value) => value !== 0) || !(scale > 0 && scale <= 1))
    throw new Error(`${id} normalizes pixels, which no layer of a network does`)
  return { id, type: 'dropout', inputs, config: { rate: 1 - scale, scaling: 'inference' } }
}
