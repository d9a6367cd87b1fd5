import type { ExportLayerOf } from '../../exportModel'
import { format, type Made, type Making, otherFormat } from './making'

export const input = ({ one }: Making): Made => [one('InputLayer', {})]

export function scale({ layer, one }: Making<ExportLayerOf<'scale'>>): Made {
  const single = (values: readonly number[]) => (values.length === 1 ? values[0] : values)
  return [one('Rescaling', { scale: single(layer.config.scale), offset: single(layer.config.offset) })]
}

export function dense({ layer, one, own, present }: Making<ExportLayerOf<'dense'>>): Made {
  const { units, bias } = layer.config
  return [one('Dense', { units, activation: 'linear', use_bias: bias }, [own('kernel'), ...present('bias')])]
}

export const flatten = ({ one }: Making): Made => [one('Flatten', format)]

export const reshape = ({ layer, one }: Making): Made => [one('Reshape', { target_shape: layer.shape })]

export function zeroPad({ layer, one }: Making<ExportLayerOf<'zero-pad'>>): Made {
  const { padding, channels } = layer.config
  if (channels.some((count) => count > 0))
    return { what: 'zeros for channels', remedy: `use an option-a-shortcut layer, or ${otherFormat}` }
  return [one('ZeroPadding2D', { padding, ...format })]
}

export function upsampling({ layer, dialect, one }: Making<ExportLayerOf<'upsampling'>>): Made {
  const { factor, method } = layer.config
  if (dialect === 'tfjs' && method === 'bilinear')
    return {
      what: 'bilinear upsampling',
      remedy: `TensorFlow.js puts the pixels elsewhere: use method "nearest", or ${otherFormat}`,
    }
  return [one('UpSampling2D', { size: factor, interpolation: method, ...format })]
}
