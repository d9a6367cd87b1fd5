import type { activation } from '../../shared/layers/activation'
import type { adaptiveAvgPool } from '../../shared/layers/adaptive-avg-pool'
import type { add } from '../../shared/layers/add'
import type { avgPool } from '../../shared/layers/avg-pool'
import type { batchNorm } from '../../shared/layers/batch-norm'
import type { concat } from '../../shared/layers/concat'
import type { conv2d } from '../../shared/layers/conv2d'
import type { conv2dTranspose } from '../../shared/layers/conv2d-transpose'
import type { dense } from '../../shared/layers/dense'
import type { depthwiseConv2d } from '../../shared/layers/depthwise-conv2d'
import type { flatten } from '../../shared/layers/flatten'
import type { globalAvgPool } from '../../shared/layers/global-avg-pool'
import type { globalMaxPool } from '../../shared/layers/global-max-pool'
import type { groupNorm } from '../../shared/layers/group-norm'
import type { imageFilter } from '../../shared/layers/image-filter'
import type { input } from '../../shared/layers/input'
import type { LayerDefinition } from '../../shared/layers/layer'
import type { layerNorm } from '../../shared/layers/layer-norm'
import type { localResponseNorm } from '../../shared/layers/local-response-norm'
import type { maxPool } from '../../shared/layers/max-pool'
import type { multiply } from '../../shared/layers/multiply'
import type { optionAShortcut } from '../../shared/layers/option-a-shortcut'
import type { prelu } from '../../shared/layers/prelu'
import type { reshape } from '../../shared/layers/reshape'
import type { separableConv2d } from '../../shared/layers/separable-conv2d'
import type { upsampling } from '../../shared/layers/upsampling'
import type { zeroPad } from '../../shared/layers/zero-pad'

type Config<D> = D extends LayerDefinition<infer C> ? C : never

/**
 * x * scale + offset, one pair for all channels (length 1) or one a channel: normalization of pixels, and what dropout that scales
 * in inference leaves. The one layer here that a network spec does not have.
 */
export interface ScaleConfig {
  readonly scale: readonly number[]
  readonly offset: readonly number[]
}

/** The layers that an exported model may have, with their configurations (all defaults filled in). */
export interface LayerConfigs {
  readonly activation: Config<typeof activation>
  readonly 'adaptive-avg-pool': Config<typeof adaptiveAvgPool>
  readonly add: Config<typeof add>
  readonly 'avg-pool': Config<typeof avgPool>
  readonly 'batch-norm': Config<typeof batchNorm>
  readonly concat: Config<typeof concat>
  readonly conv2d: Config<typeof conv2d>
  readonly 'conv2d-transpose': Config<typeof conv2dTranspose>
  readonly dense: Config<typeof dense>
  readonly 'depthwise-conv2d': Config<typeof depthwiseConv2d>
  readonly flatten: Config<typeof flatten>
  readonly 'global-avg-pool': Config<typeof globalAvgPool>
  readonly 'global-max-pool': Config<typeof globalMaxPool>
  readonly 'group-norm': Config<typeof groupNorm>
  readonly 'image-filter': Config<typeof imageFilter>
  readonly input: Config<typeof input>
  readonly 'layer-norm': Config<typeof layerNorm>
  readonly 'local-response-norm': Config<typeof localResponseNorm>
  readonly 'max-pool': Config<typeof maxPool>
  readonly multiply: Config<typeof multiply>
  readonly 'option-a-shortcut': Config<typeof optionAShortcut>
  readonly prelu: Config<typeof prelu>
  readonly reshape: Config<typeof reshape>
  readonly scale: ScaleConfig
  readonly 'separable-conv2d': Config<typeof separableConv2d>
  readonly upsampling: Config<typeof upsampling>
  readonly 'zero-pad': Config<typeof zeroPad>
}
export type ExportLayerType = keyof LayerConfigs
