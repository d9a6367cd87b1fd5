import type { ActivationKind } from './functions'

/** What each activation is, as the inspector shows it. */
export const formulas: Readonly<Record<ActivationKind, string>> = {
  relu: 'y = max(x, 0)',
  relu6: 'y = min(max(x, 0), 6)',
  'leaky-relu': 'y = max(x, 0) + a · min(x, 0)',
  elu: 'y = x, x > 0; y = e^{x} − 1, x ≤ 0',
  selu: 'y = λ · x, x > 0; y = λα · (e^{x} − 1), x ≤ 0',
  gelu: 'y = x · Φ(x)',
  'gelu-tanh': 'y = x/2 · (1 + tanh(√(2/π) · (x + 0.044715 · x^{3})))',
  sigmoid: 'y = 1 / (1 + e^{−x})',
  tanh: 'y = tanh(x)',
  silu: 'y = x / (1 + e^{−x})',
  mish: 'y = x · tanh(log(1 + e^{x}))',
  softplus: 'y = log(1 + e^{x})',
  softsign: 'y = x / (1 + |x|)',
  'hard-sigmoid': 'y = min(max(x/6 + 1/2, 0), 1)',
  'hard-swish': 'y = x · min(max(x/6 + 1/2, 0), 1)',
  softmax: 'y_{k} = e^{x_{k}} / Σ_{j} e^{x_{j}}',
  'log-softmax': 'y_{k} = x_{k} − log Σ_{j} e^{x_{j}}',
}
