import type { ExportLayerOf } from '../../exportModel'
import { type Made, type Making, otherFormat } from './making'

export function batchNorm({ layer, dialect, one, own, present }: Making<ExportLayerOf<'batch-norm'>>): Made {
  const { epsilon, momentum, scale, center } = layer.config
  const axis = dialect === 'keras2' ? [layer.shape.length] : -1
  const moving = [own('moving-mean', 'moving_mean'), own('moving-variance', 'moving_variance')]
  const config = { axis, momentum: momentum ?? 0.99, epsilon, scale, center }
  return [one('BatchNormalization', config, [...present('gamma', 'beta'), ...moving])]
}

export function layerNorm({ layer, dialect, one, present }: Making<ExportLayerOf<'layer-norm'>>): Made {
  const { shape, config } = layer
  const { axes, epsilon, scale, center } = config
  // Seen on Keras 3.15: its reader of .h5 takes the last axis alone.
  if (axes === 'all' && shape.length === 3 && dialect === 'keras2')
    return {
      what: 'a layer norm over whole pictures',
      remedy: 'Keras reads that wrong from .h5: export it as .keras',
    }
  const axis = axes === 'all' ? shape.map((_, k) => k + 1) : [shape.length]
  const given = { axis: axis.length === 1 && dialect !== 'keras2' ? -1 : axis, epsilon, scale, center }
  return [one('LayerNormalization', given, present('gamma', 'beta'))]
}

export function groupNorm({ layer, dialect, one, present }: Making<ExportLayerOf<'group-norm'>>): Made {
  if (dialect === 'tfjs') return { what: 'group norm', remedy: `TensorFlow.js has no such layer: ${otherFormat}` }
  const { groups, epsilon, scale, center } = layer.config
  return [one('GroupNormalization', { groups, axis: -1, epsilon, scale, center }, present('gamma', 'beta'))]
}

export const localResponseNorm = (): Made => ({
  what: 'local response norm',
  remedy: `Keras has no such layer: ${otherFormat}`,
})
