import type { Padding } from '../../shared/layers/padding'
import type { GoldenCase } from './golden'

/** A golden case as a layer of ours: the golden tensor behind each of the layer's arrays. */
export interface LayerParity {
  readonly type: string
  readonly config: Readonly<Record<string, unknown>>
  readonly weights: Readonly<Record<string, string>>
}

/** Kinds of golden cases that are layers which exist here. */
export const layerKinds = ['conv2d', 'linear', 'max_pool2d', 'avg_pool2d', 'global_avg_pool', 'activation']

/** Cases of those kinds that are not run, each with its reason. */
export const layersNotRun: Readonly<Record<string, string>> = {
  hard_sigmoid_keras2: 'Layerloom has the hard sigmoid of Keras 3 and PyTorch',
  prelu: 'Layerloom has no layer with a learned slope yet',
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
  readonly groups: number
  readonly bias: boolean
  readonly ceil_mode?: boolean
  readonly count_include_pad?: boolean | null
}

export function layerParity({ case: name, kind, config: golden, tensors }: GoldenCase): LayerParity {
  const { kernel, stride, padding, dilation, groups, bias, ceil_mode, count_include_pad } =
    golden as unknown as GoldenConfig
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
    case 'activation':
      return { type: 'activation', config: { ...(activations[name] ?? { kind: name }) }, weights: {} }
    default:
      throw new Error(`no layer for ${kind}`)
  }
}
