import type { ExportModel } from '../exportModel'
import type { NamedWeight } from '../safetensors/writeWeights'
import { storedType } from '../storedType'
import { torchParameters } from '../torch/torchParameters'
import type { ModelCode } from './classes'

const pairs = { gamma: ['beta', 'bias', 0], beta: ['gamma', 'weight', 1] } as const

/** The arrays of `model.py`, under its own names. PyTorch's norms have gamma and beta both or none: a missing one is filled. */
export function stateDict(model: ExportModel, { paths }: Pick<ModelCode, 'paths'>): NamedWeight[] {
  const weights = torchParameters(model).map(
    ({ ours, layer, name, dims, toTorch }): NamedWeight => ({
      name: `${paths.get(layer)}.${name}`,
      shape: dims,
      type: storedType(model, ours, dims),
      make: async () => toTorch(await model.weights.read(ours)),
    }),
  )
  for (const { id, weights: own } of model.layers)
    for (const [has, [lacks, name, value]] of Object.entries(pairs)) {
      if (!own.includes(has) || own.includes(lacks)) continue
      const other = weights.find((one) => one.name === `${paths.get(id)}.${name === 'bias' ? 'weight' : 'bias'}`)
      if (!other) throw new Error(`${id} has no ${has}`)
      const count = other.shape.reduce((product, size) => product * size, 1)
      weights.push({
        name: `${paths.get(id)}.${name}`,
        shape: other.shape,
        type: 'float32',
        make: async () => new Float32Array(count).fill(value),
      })
    }
  return weights
}
