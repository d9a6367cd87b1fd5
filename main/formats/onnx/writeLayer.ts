import type { ExportLayer, ExportLayerOf } from '../exportModel'
import type { ExportLayerType } from '../layerConfigs'
import { writeActivation, writePrelu } from './layers/activation'
import {
  writeConv2d,
  writeConv2dTranspose,
  writeDepthwiseConv2d,
  writeImageFilter,
  writeSeparableConv2d,
} from './layers/convolution'
import { writeAdd, writeConcat, writeMultiply } from './layers/merge'
import { writeBatchNorm, writeGroupNorm, writeLayerNorm, writeLocalResponseNorm } from './layers/normalization'
import { writeAdaptiveAvgPool, writeAvgPool, writeGlobalPool, writeMaxPool } from './layers/pooling'
import {
  writeDense,
  writeFlatten,
  writeOptionAShortcut,
  writeReshape,
  writeScale,
  writeUpsampling,
  writeZeroPad,
} from './layers/shape'
import type { LayerWriting } from './onnxGraph'

/** How each layer is written; gives the name of its output. The input has no node. */
const writers: {
  readonly [T in Exclude<ExportLayerType, 'input'>]: (
    writing: LayerWriting<Extract<ExportLayer, { readonly type: T }>>,
  ) => string
} = {
  activation: writeActivation,
  'adaptive-avg-pool': writeAdaptiveAvgPool,
  add: writeAdd,
  'avg-pool': writeAvgPool,
  'batch-norm': writeBatchNorm,
  concat: writeConcat,
  conv2d: writeConv2d,
  'conv2d-transpose': writeConv2dTranspose,
  dense: writeDense,
  'depthwise-conv2d': writeDepthwiseConv2d,
  flatten: writeFlatten,
  'global-avg-pool': writeGlobalPool,
  'global-max-pool': writeGlobalPool,
  'group-norm': writeGroupNorm,
  'image-filter': writeImageFilter,
  'layer-norm': writeLayerNorm,
  'local-response-norm': writeLocalResponseNorm,
  'max-pool': writeMaxPool,
  multiply: writeMultiply,
  'option-a-shortcut': writeOptionAShortcut,
  prelu: writePrelu,
  reshape: writeReshape,
  scale: writeScale,
  'separable-conv2d': writeSeparableConv2d,
  upsampling: writeUpsampling,
  'zero-pad': writeZeroPad,
}

export function writeLayer(writing: LayerWriting<Exclude<ExportLayer, ExportLayerOf<'input'>>>): string {
  const write = writers[writing.layer.type] as (writing: LayerWriting) => string
  return write(writing)
}
