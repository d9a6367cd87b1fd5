import type { ExportLayerOf } from '../../exportModel'
import { type LayerCode, type LayerContext, named, positional, unless } from '../code'

const module = (callee: string, args: readonly ReturnType<typeof named>[], nests = true): LayerCode => ({
  module: { callee, args },
  nests,
  expression: ([x], self) => `${self}(${x})`,
})

export function batchNorm({ layer }: LayerContext<ExportLayerOf<'batch-norm'>>): LayerCode {
  const { epsilon, momentum, scale, center } = layer.config
  const theirs = momentum === null ? 'None' : Number((1 - momentum).toPrecision(6))
  return module(layer.shape.length === 3 ? 'nn.BatchNorm2d' : 'nn.BatchNorm1d', [
    positional('num_features', layer.shape.at(-1) as number),
    ...unless(1e-5, 'eps', epsilon),
    ...unless(0.1, 'momentum', theirs),
    ...(scale || center ? [] : [named('affine', 'False')]),
  ])
}

/** Over the channels of each pixel PyTorch has it only where they come last. */
export function layerNorm({ layer }: LayerContext<ExportLayerOf<'layer-norm'>>): LayerCode {
  const { axes, epsilon, scale, center } = layer.config
  const [height, width, channels] = layer.shape as [number, number, number]
  const isPicture = layer.shape.length === 3
  const affine = scale || center ? [] : [named('elementwise_affine', 'False')]
  const eps = unless(1e-5, 'eps', epsilon)
  if (isPicture && axes === 'channels')
    return {
      ...module('ChannelNorm', [positional('channels', channels), ...eps, ...affine]),
      helpers: ['ChannelNorm'],
    }
  const over = isPicture ? `[${channels}, ${height}, ${width}]` : (layer.shape[0] as number)
  return module('nn.LayerNorm', [positional('normalized_shape', over), ...eps, ...affine])
}

export function groupNorm({ layer }: LayerContext<ExportLayerOf<'group-norm'>>): LayerCode {
  const { groups, epsilon, scale, center } = layer.config
  return module('nn.GroupNorm', [
    positional('num_groups', groups),
    positional('num_channels', layer.shape[2] as number),
    ...unless(1e-5, 'eps', epsilon),
    ...(scale || center ? [] : [named('affine', 'False')]),
  ])
}

/** PyTorch divides alpha by the size of the window. */
export function localResponseNorm({ layer }: LayerContext<ExportLayerOf<'local-response-norm'>>): LayerCode {
  const { size, alpha, beta, k, convention } = layer.config
  const theirs = convention === 'pytorch' ? alpha : Number((alpha * size).toPrecision(9))
  return {
    nests: true,
    expression: ([x]) => `F.local_response_norm(${x}, ${size}, alpha=${theirs}, beta=${beta}, k=${k})`,
  }
}
