import { expandBlocks } from '../../../shared/model/blocks'
import { Network } from '../../../shared/model/network'

/**
 * A network without its batch norms: who took one takes what the norm took, and convolutions that had no bias get one. `initializer`: how their
 * kernels start, in place of their own.
 */
export function withoutNorms(network: Network, initializer?: object): Network {
  const flat = expandBlocks(network)
  const normed = new Map(
    flat.layers.filter(({ type }) => type === 'batch-norm').map(({ id, inputs }) => [id, inputs[0] as string]),
  )
  const layers = flat.layers
    .filter(({ id }) => !normed.has(id))
    .map((layer) => ({
      ...layer,
      inputs: layer.inputs.map((input) => normed.get(input) ?? input),
      ...(layer.type === 'conv2d' && {
        config: { ...layer.config, bias: true, ...(initializer && { kernelInitializer: initializer }) },
      }),
    }))
  return Network.parse({ ...flat, layers })
}
