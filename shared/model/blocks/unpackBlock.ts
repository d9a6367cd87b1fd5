import { Problem } from '../../problem'
import { blockType, type LayerId, type LayerSpec } from '../layerSpec'
import type { Network } from '../network'
import type { InnerLayer } from './block'
import { expand } from './expand'

/**
 * The network with one block at the top replaced by its layers, under the ids that they have anyway (`layer2.0.conv1`), so that
 * weights stay where they are. Blocks inside it are unpacked too. A definition that nothing uses any more stays, for reuse.
 * Throws a Problem if there is no such block or it cannot be opened.
 */
export function unpackBlock(network: Network, id: LayerId): Network {
  const block = network.layers.find((layer) => layer.id === id)
  if (block?.type !== blockType)
    throw new Problem({
      code: 'no-block',
      layer: id,
      message: block ? 'is no block' : 'the network has no such layer',
      remedy: 'choose a block',
    })
  const { layers, parts, problems } = expand(network)
  const part = parts.find((other) => other.id === id)
  if (!part) throw new Problem(problems[0] ?? { code: 'no-block', layer: id, message: 'cannot be opened' })
  const inside = new Set(part.layers)
  // What it takes may be blocks themselves, which stay as they are.
  const written = new Map<LayerId, LayerId>()
  for (const source of block.inputs) written.set(outputOf(network, source), source)
  const unpacked = layers
    .filter((layer) => inside.has(layer.id))
    .map((layer) => ({
      ...layer,
      inputs: layer.inputs.map((source) => (inside.has(source) ? source : (written.get(source) ?? source))),
    }))
  const placed = positioned(unpacked, block, network)
  const redirected = (source: LayerId) => (source === id ? (written.get(part.output) ?? part.output) : source)
  return {
    ...network,
    layers: network.layers.flatMap((layer) =>
      layer === block ? placed : [{ ...layer, inputs: layer.inputs.map(redirected) }],
    ),
    ...(network.auxiliary && {
      auxiliary: network.auxiliary.map((output) => ({ ...output, layer: redirected(output.layer) })),
    }),
  }
}

/** The layer of the expanded network that a layer or block at the top stands for. */
function outputOf(network: Network, id: LayerId): LayerId {
  const { parts } = expand(network)
  return parts.find((part) => part.id === id)?.output ?? id
}

/** Where the block stood and has the definition positions, its layers lie around that place. */
function positioned(layers: readonly LayerSpec[], block: LayerSpec, { blocks }: Network): LayerSpec[] {
  const inner = new Map(
    (blocks?.[block.block ?? '']?.layers ?? []).map((layer: InnerLayer) => [layer.id, layer.position]),
  )
  return layers.map((layer) => {
    const at = inner.get(layer.id.slice(block.id.length + 1))
    if (!at || !block.position || block.repeat !== undefined) return layer
    return { ...layer, position: [block.position[0] + at[0], block.position[1] + at[1]] }
  })
}
