import { activation } from './activation'
import { adaptiveAvgPool } from './adaptive-avg-pool'
import { add } from './add'
import { avgPool } from './avg-pool'
import { batchNorm } from './batch-norm'
import { concat } from './concat'
import { conv2d } from './conv2d'
import { conv2dTranspose } from './conv2d-transpose'
import { dense } from './dense'
import { depthwiseConv2d } from './depthwise-conv2d'
import { dropout } from './dropout'
import { flatten } from './flatten'
import { gaussianNoise } from './gaussian-noise'
import { globalAvgPool } from './global-avg-pool'
import { globalMaxPool } from './global-max-pool'
import { groupNorm } from './group-norm'
import { imageFilter } from './image-filter'
import { input } from './input'
import type { LayerDefinition } from './layer'
import { layerNorm } from './layer-norm'
import { localResponseNorm } from './local-response-norm'
import { maxPool } from './max-pool'
import { multiply } from './multiply'
import { optionAShortcut } from './option-a-shortcut'
import { prelu } from './prelu'
import { reshape } from './reshape'
import { separableConv2d } from './separable-conv2d'
import { spatialDropout } from './spatial-dropout'
import { upsampling } from './upsampling'
import { zeroPad } from './zero-pad'

/** Every kind of layer. A new one: a folder of its own, a line here, and a case in tests/layers/exam. */
export const layerDefinitions: readonly LayerDefinition[] = [
  input,
  conv2d,
  depthwiseConv2d,
  separableConv2d,
  conv2dTranspose,
  imageFilter,
  dense,
  batchNorm,
  layerNorm,
  groupNorm,
  localResponseNorm,
  activation,
  prelu,
  maxPool,
  avgPool,
  globalAvgPool,
  globalMaxPool,
  adaptiveAvgPool,
  flatten,
  reshape,
  dropout,
  spatialDropout,
  gaussianNoise,
  add,
  multiply,
  concat,
  zeroPad,
  upsampling,
  optionAShortcut,
]

const byType = new Map(layerDefinitions.map((definition) => [definition.type, definition]))
if (byType.size !== layerDefinitions.length) throw new Error('two layers have one type')

/** The layer of a type as a network spec writes it; `undefined` if there is none. */
export const layerDefinition = (type: string): LayerDefinition | undefined => byType.get(type)
