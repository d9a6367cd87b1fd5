import type { Padding } from '../../shared/layers/padding'
import type { GoldenCase } from './golden'

/** A golden case as a layer of ours: the golden tensor behind each of the layer's arrays. */
export interface LayerParity {
  readonly type: string
  readonly config: Readonly<Record<string, unknown>>
  readonly weights: Readonly<Record<string, string>>
}

/** Kinds of golden cases that are layers which exist here. */
export const layerKinds = [
  'conv2d',
  'depthwise_conv2d',
  'conv2d_transpose',
  'linear',
  'max_pool2d',
  'avg_pool2d',
  'global_avg_pool',
  'global_max_pool',
  'adaptive_avg_pool2d',
  'activation',
  'layer_norm',
  'group_norm',
  'local_response_norm',
]

/** Cases of those kinds that are not run, each with its reason. */
export const layersNotRun: Readonly<Record<string, string>> = {
  hard_sigmoid_keras2: 'Layerloom has the hard sigmoid of Keras 3 and PyTorch',
}

const activations: Readonly<Record<string, object>> = {
  gelu_tanh: { kind: 'gelu-tanh' },
  hard_swish: { kind: 'hard-swish' },
  hard_sigmoid: { kind: 'hard-sigmoid' },
  log_softmax: { kind: 'log-softmax' },
  leaky_relu_0_01: { kind: 'leaky-relu' },
  leaky_relu_0_3: { kind: 'leaky-relu', slope: 0.3 },
  leaky_relu_0_2: { kind: 'leaky-relu', slope: 0.2 },
}

interface GoldenConfig {
  readonly kernel: number | readonly [number, number]
  readonly stride: number
  readonly padding: Padding
  readonly dilation: number
  readonly bias: boolean
  readonly ceil_mode?: boolean
  readonly count_include_pad?: boolean | null
  readonly resolved_padding: Padding
  readonly multiplier: number
  readonly output_padding: number
  readonly output: number
  readonly axes: readonly number[]
  readonly groups: number
  readonly epsilon: number
  readonly size: number
  readonly alpha: number
  readonly beta: number
  readonly k: number
  readonly convention: string
}

const affine = { gamma: 'gamma', beta: 'beta' }

export function layerParity({ case: name, kind, config: golden, tensors }: GoldenCase): LayerParity {
  const config = golden as unknown as GoldenConfig
  const { kernel, stride, padding, dilation, groups, bias, ceil_mode, count_include_pad } = config
  const arrays = { kernel: 'kernel', ...(tensors.bias && { bias: 'bias' }) }
  const pool = { size: kernel, stride, padding, ceil: ceil_mode ?? false }
  switch (kind) {
    case 'conv2d':
      return {
        type: 'conv2d',
        config: { filters: tensors.kernel?.[3], kernel, stride, padding, dilation, groups, bias },
        weights: arrays,
      }
    case 'linear':
      return { type: 'dense', config: { units: tensors.kernel?.[1] }, weights: arrays }
    case 'max_pool2d':
      return { type: 'max-pool', config: pool, weights: {} }
    case 'avg_pool2d':
      return { type: 'avg-pool', config: { ...pool, countBorder: count_include_pad ?? false }, weights: {} }
    case 'global_avg_pool':
      return { type: 'global-avg-pool', config: {}, weights: {} }
    case 'depthwise_conv2d':
      return {
        type: 'depthwise-conv2d',
        config: { kernel, stride, padding: config.resolved_padding, multiplier: config.multiplier, bias: false },
        weights: arrays,
      }
    case 'conv2d_transpose':
      return {
        type: 'conv2d-transpose',
        config: { filters: tensors.kernel?.[2], kernel, stride, padding, outputPadding: config.output_padding },
        weights: arrays,
      }
    case 'global_max_pool':
      return { type: 'global-max-pool', config: {}, weights: {} }
    case 'adaptive_avg_pool2d':
      return { type: 'adaptive-avg-pool', config: { size: config.output }, weights: {} }
    case 'layer_norm': {
      const axes = config.axes.length === 1 ? 'channels' : 'all'
      return { type: 'layer-norm', config: { axes, epsilon: config.epsilon }, weights: affine }
    }
    case 'group_norm':
      return { type: 'group-norm', config: { groups, epsilon: config.epsilon }, weights: affine }
    case 'local_response_norm': {
      const { size, alpha, beta, k } = config
      const convention = config.convention.startsWith('pytorch') ? 'pytorch' : 'paper'
      return { type: 'local-response-norm', config: { size, alpha, beta, k, convention }, weights: {} }
    }
    case 'activation':
      if (name === 'prelu') return { type: 'prelu', config: {}, weights: { slope: 'alpha' } }
      return { type: 'activation', config: { ...(activations[name] ?? { kind: name }) }, weights: {} }
    default:
      throw new Error(`no layer for ${kind}`)
  }
}
