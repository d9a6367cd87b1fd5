import { inferNetwork } from '../../model/infer'
import type { LayerSpec, Network } from '../../model/network'
import { Problem } from '../../problem'
import { headLayers } from './headLayers'

/**
 * A network with its head made for another number of classes: the last layers with weights, and those of auxiliary classifiers. The rest stays,
 * names too, so that weights find their place. Throws a Problem where the head is neither dense nor convolutional, or stands in a block
 * that has no parameter `classes`.
 */
export function withClasses(network: Network, classes: number): Network {
  const inference = inferNetwork(network)
  const [problem] = inference.problems
  if (problem) throw new Problem(problem)
  const head = headLayers(inference)
  if (head.size === 0) throw noHead('no layer with weights leads to its output')
  // A layer inside a block is called after it: `aux1.fc`.
  const holders = new Set([...head].map((id) => id.split('.')[0] as string))
  return {
    ...network,
    layers: network.layers.map((layer) =>
      head.has(layer.id) || holders.has(layer.id) ? withOutputs(layer, classes) : layer,
    ),
  }
}

function withOutputs(layer: LayerSpec, classes: number): LayerSpec {
  const key = keys[layer.type]
  if (key === undefined || (layer.type === 'block' && !('classes' in layer.config)))
    throw noHead(`${layer.id} is ${layer.type === 'block' ? 'a block without "classes"' : `of type ${layer.type}`}`)
  return { ...layer, config: { ...layer.config, [key]: classes } }
}

const keys: Readonly<Record<string, string>> = { dense: 'units', conv2d: 'filters', block: 'classes' }

const noHead = (why: string): Problem =>
  new Problem({
    code: 'head-not-replaced',
    message: `the head of the network cannot be made for other classes: ${why}`,
    remedy: 'end the network with a dense layer of one unit a class',
  })
