import type { Field } from '../../shared/fields/field'
import { gaussianSize } from '../../shared/layers/image-filter/kernels'
import type { Inference } from '../../shared/model/infer'
import type { LayerId } from '../../shared/model/layerSpec'

/** Why a value counts that nobody gave; words are under `why` in the namespace `inspector`. */
export type Why =
  | 'asWindow'
  | 'dilutedByNorm'
  | 'forRelu'
  | 'keepsSize'
  | 'keras'
  | 'paper'
  | 'pytorch'
  | 'threeDeviations'

export interface InferredValue {
  readonly value: unknown
  readonly why?: Why
}

/** What counts for a setting that a layer leaves out, and why, as far as it follows from the layer or its neighbours. */
export function inferredValue(
  { name, standard }: Field,
  { type, config }: { readonly type: string; readonly config: Readonly<Record<string, unknown>> },
  followers: readonly string[],
): InferredValue | undefined {
  const reason = (why: Why | undefined): InferredValue | undefined =>
    standard === undefined ? undefined : { value: standard, ...(why && { why }) }
  switch (name) {
    case 'stride':
      // Both pools step by their window.
      return type === 'max-pool' || type === 'avg-pool'
        ? { value: config.size ?? [2, 2], why: 'asWindow' }
        : reason(undefined)
    case 'bias':
      return reason(followers[0] === 'batch-norm' ? 'dilutedByNorm' : undefined)
    case 'padding':
      return reason(standard === 'same' && isOne(config.stride) ? 'keepsSize' : undefined)
    case 'kernelInitializer':
    case 'depthwiseInitializer':
    case 'pointwiseInitializer':
      return reason(followers.slice(0, 2).includes('activation:relu') ? 'forRelu' : undefined)
    case 'slope':
      return { value: 0.01, why: 'pytorch' }
    case 'sigma':
      return config.filter === undefined || config.filter === 'gaussian' ? { value: 1 } : undefined
    case 'size':
      if (type !== 'image-filter') return reason(undefined)
      return config.filter === undefined || config.filter === 'gaussian'
        ? { value: gaussianSize(typeof config.sigma === 'number' ? config.sigma : 1), why: 'threeDeviations' }
        : undefined
    case 'epsilon':
    case 'movingVariance':
      return reason('pytorch')
    case 'countBorder':
    case 'multiplier':
      return reason('keras')
    case 'alpha':
    case 'beta':
    case 'k':
      return reason(type === 'local-response-norm' ? 'paper' : undefined)
    case 'initializer':
      return reason(type === 'prelu' ? 'paper' : undefined)
    default:
      return reason(undefined)
  }
}

const isOne = (stride: unknown): boolean => stride === undefined || stride === 1 || String(stride) === '1,1'

/** What stands behind a layer, step by step while only one takes it: types, of an activation `activation:relu`. */
export function followersOf(inference: Inference, id: LayerId, most = 2): readonly string[] {
  const found: string[] = []
  let at = id
  while (found.length < most) {
    const takers = [...inference.specs.values()].filter(({ inputs }) => inputs.includes(at))
    const [next] = takers
    if (!next || takers.length > 1) return found
    const kind = (inference.layers.get(next.id)?.config as { kind?: string } | undefined)?.kind
    found.push(next.type === 'activation' ? `activation:${kind ?? 'relu'}` : next.type)
    at = next.id
  }
  return found
}
