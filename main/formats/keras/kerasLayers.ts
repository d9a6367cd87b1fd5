import type { ExportLayer, ExportModel } from '../exportModel'
import type { ExportLayerType } from '../layerConfigs'
import type { KerasDialect } from './kerasModel'
import { activation, prelu } from './layers/activation'
import {
  conv2d,
  conv2dTranspose,
  depthwiseConv2d,
  imageFilter,
  optionAShortcut,
  separableConv2d,
} from './layers/convolution'
import { type Made, type Making, makingOf } from './layers/making'
import { add, concat, multiply } from './layers/merge'
import { batchNorm, groupNorm, layerNorm, localResponseNorm } from './layers/normalization'
import { adaptiveAvgPool, avgPool, globalPool, maxPool } from './layers/pooling'
import { dense, flatten, input, reshape, scale, upsampling, zeroPad } from './layers/simple'

const makers: {
  readonly [T in ExportLayerType]: (making: Making<Extract<ExportLayer, { readonly type: T }>>) => Made
} = {
  activation,
  'adaptive-avg-pool': adaptiveAvgPool,
  add,
  'avg-pool': avgPool,
  'batch-norm': batchNorm,
  concat,
  conv2d,
  'conv2d-transpose': conv2dTranspose,
  dense,
  'depthwise-conv2d': depthwiseConv2d,
  flatten,
  'global-avg-pool': globalPool('GlobalAveragePooling2D'),
  'global-max-pool': globalPool('GlobalMaxPooling2D'),
  'group-norm': groupNorm,
  'image-filter': imageFilter,
  input,
  'layer-norm': layerNorm,
  'local-response-norm': localResponseNorm,
  'max-pool': maxPool,
  multiply,
  'option-a-shortcut': optionAShortcut,
  prelu,
  reshape,
  scale,
  'separable-conv2d': separableConv2d,
  upsampling,
  'zero-pad': zeroPad,
}

/** One of our layers as Keras', the last of which has its name; or why there is none. */
export function kerasLayersOf(layer: ExportLayer, model: ExportModel, dialect: KerasDialect): Made {
  const make = makers[layer.type] as (making: Making) => Made
  return make(makingOf(layer, model, dialect))
}
