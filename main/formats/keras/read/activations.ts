import type { LayerPlan } from './plan'

type Configuration = { readonly kind: string; readonly slope?: number }

/** Keras' activations by name, as a layer of ours; `undefined`: none is needed. Those that Keras 2 means otherwise are not here. */
const known: Readonly<Record<string, Configuration | undefined>> = {
  relu: { kind: 'relu' },
  relu6: { kind: 'relu6' },
  leaky_relu: { kind: 'leaky-relu', slope: 0.2 },
  elu: { kind: 'elu' },
  selu: { kind: 'selu' },
  gelu: { kind: 'gelu' },
  sigmoid: { kind: 'sigmoid' },
  tanh: { kind: 'tanh' },
  silu: { kind: 'silu' },
  swish: { kind: 'silu' },
  mish: { kind: 'mish' },
  softplus: { kind: 'softplus' },
  softsign: { kind: 'softsign' },
  softmax: { kind: 'softmax' },
  log_softmax: { kind: 'log-softmax' },
  logSoftmax: { kind: 'log-softmax' },
}
/** Of Keras 3 alone. */
const knownOf3: Readonly<Record<string, Configuration>> = {
  hard_sigmoid: { kind: 'hard-sigmoid' },
  hard_silu: { kind: 'hard-swish' },
  hard_swish: { kind: 'hard-swish' },
}

/** What a setting `activation` says: layers to put behind, or a word for why not. */
export function activationPlans(setting: unknown, isKeras3: boolean): LayerPlan[] | string {
  if (setting === undefined || setting === null || setting === 'linear') return []
  const name = activationName(setting)
  if (name === undefined) return 'an activation of its own'
  if (name === 'linear') return []
  const config = Object.hasOwn(known, name)
    ? known[name]
    : isKeras3 && Object.hasOwn(knownOf3, name)
      ? knownOf3[name]
      : undefined
  return config
    ? [{ type: 'activation', config: { ...config } }]
    : `the activation ${JSON.stringify(name).slice(0, 80)}`
}

/** A name, or Keras 3's object around one. */
function activationName(setting: unknown): string | undefined {
  if (typeof setting === 'string') return setting
  if (typeof setting !== 'object' || setting === null) return undefined
  const { class_name: className, config } = setting as { class_name?: unknown; config?: unknown }
  return className === 'function' && typeof config === 'string' ? config : undefined
}
