import type { ZooNetwork } from './zooNetwork'

const torchWeights: Readonly<Record<string, string>> = {
  kernel: 'weight',
  bias: 'bias',
  gamma: 'weight',
  beta: 'bias',
  'moving-mean': 'running_mean',
  'moving-variance': 'running_var',
  'batch-count': 'num_batches_tracked',
}
const kerasWeights: Readonly<Record<string, string>> = {
  kernel: 'kernel',
  bias: 'bias',
  gamma: 'gamma',
  beta: 'beta',
  'moving-mean': 'moving_mean',
  'moving-variance': 'moving_variance',
}

function split(variable: string): [layer: string, weight: string] {
  const at = variable.lastIndexOf('/')
  return [variable.slice(0, at), variable.slice(at + 1)]
}

function renamed(
  variable: string,
  module: ((id: string) => string | undefined) | undefined,
  weights: Readonly<Record<string, string>>,
  between: string,
) {
  const [layer, weight] = split(variable)
  const [theirs, name] = [module?.(layer), weights[weight]]
  return theirs === undefined || name === undefined ? undefined : `${theirs}${between}${name}`
}

/** The key of torchvision's state dict for a variable `<layer id>/<weight>`; `undefined` if it has none. */
export const torchvisionName = (network: ZooNetwork, variable: string): string | undefined =>
  renamed(variable, network.torchvisionModule, torchWeights, '.')

/** `<layer>/<weight>` of the Keras application for a variable `<layer id>/<weight>`; `undefined` if it has none. */
export const kerasName = (network: ZooNetwork, variable: string): string | undefined =>
  renamed(variable, network.kerasLayer, kerasWeights, '/')
