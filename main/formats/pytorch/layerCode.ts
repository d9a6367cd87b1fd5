import type { ExportLayer } from '../exportModel'
import type { FlattenOrder } from '../flattenOrder'
import type { ExportLayerType } from '../layerConfigs'
import type { LayerCode, LayerContext } from './code'
import { conv2d, conv2dTranspose, depthwiseConv2d, imageFilter, separableConv2d } from './layers/convolution'
import { batchNorm, groupNorm, layerNorm, localResponseNorm } from './layers/normalization'
import { adaptiveAvgPool, avgPool, globalAvgPool, globalMaxPool, maxPool } from './layers/pooling'
import {
  activation,
  add,
  concat,
  dense,
  flatten,
  multiply,
  optionAShortcut,
  prelu,
  reshape,
  scale,
  upsampling,
  zeroPad,
} from './layers/simple'

/** How each layer is written in PyTorch. */
const codes: {
  readonly [T in Exclude<ExportLayerType, 'input'>]: (
    context: LayerContext<Extract<ExportLayer, { readonly type: T }>>,
  ) => LayerCode
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
  'global-avg-pool': globalAvgPool,
  'global-max-pool': globalMaxPool,
  'group-norm': groupNorm,
  'image-filter': imageFilter,
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

export function layerCode(layer: ExportLayer, order: FlattenOrder): LayerCode {
  if (layer.type === 'input') throw new Error('the input has no code')
  const code = codes[layer.type] as (context: LayerContext) => LayerCode
  return code({ layer, order, input: layer.inputShapes[0] ?? [] })
}
