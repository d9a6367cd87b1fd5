import { Problem } from '../../problem'
import type { LayerId, LayerSpec } from '../layerSpec'
import type { Network } from '../network'
import { BlockDefinition } from './block'

export interface BlockWish {
  /** Of the layer that stands for the block from now on. */
  readonly id: LayerId
  /** Of the block among the network's `blocks`. */
  readonly name: LayerId
}

/**
 * The network with the chosen layers at the top put into a block of their own, which stands where they stood. What the layers take
 * from outside becomes the block's inputs, and the one layer that others take its output. Inside, ids stay what they were, less
 * `<id>.` if all begin so: what `unpackBlock` took apart comes together again with the same ids of weights.
 *
 * Throws a Problem if the layers do not make a block: none chosen, several outputs, an input layer among them, a path that leaves
 * and comes back, a name that is taken.
 */
export function blockFromSelection(network: Network, ids: Iterable<LayerId>, { id, name }: BlockWish): Network {
  const chosen = new Set(ids)
  const inside = network.layers.filter((layer) => chosen.has(layer.id))
  const others = network.layers.filter((layer) => !chosen.has(layer.id))
  checkChoice(network, chosen, inside, { id, name })

  const sources = [...new Set(inside.flatMap(({ inputs }) => inputs.filter((source) => !chosen.has(source))))]
  if (sources.length === 0)
    throw fault('no-input', 'the chosen layers take nothing from outside', 'choose layers behind an input')
  const output = outputOf(network, others, inside)
  if (comesBack(others, chosen, sources))
    throw fault('block-loop', 'a path leaves the chosen layers and comes back to them', 'choose the layers on it too')

  const inner = inside.every((layer) => layer.id.startsWith(`${id}.`))
    ? (layer: LayerId) => layer.slice(id.length + 1)
    : (layer: LayerId) => layer
  const innerIds = new Set(inside.map((layer) => inner(layer.id)))
  const ports = sources.map((_, k) => freeName(sources.length === 1 ? 'in' : `in${k + 1}`, innerIds))
  const origin = topLeft(inside)
  const definition = BlockDefinition.parse({
    inputs: ports,
    layers: inside.map(({ position, ...layer }) => ({
      ...layer,
      id: inner(layer.id),
      inputs: layer.inputs.map((source) => (chosen.has(source) ? inner(source) : ports[sources.indexOf(source)])),
      ...(position && origin && { position: [position[0] - origin[0], position[1] - origin[1]] }),
    })),
    output: inner(output),
  })
  const block: LayerSpec = {
    id,
    type: 'block',
    block: name,
    inputs: sources,
    config: {},
    ...(origin && { position: [origin[0], origin[1]] }),
  }
  const redirected = (source: LayerId) => (source === output ? id : source)
  const last = inside.at(-1)
  return {
    ...network,
    layers: network.layers.flatMap((layer) => {
      if (layer === last) return [block]
      return chosen.has(layer.id) ? [] : [{ ...layer, inputs: layer.inputs.map(redirected) }]
    }),
    blocks: { ...network.blocks, [name]: definition },
    ...(network.auxiliary && {
      auxiliary: network.auxiliary.map((each) => ({ ...each, layer: redirected(each.layer) })),
    }),
  }
}

const fault = (code: string, message: string, remedy: string, layer?: LayerId) =>
  new Problem({ code, message, remedy, ...(layer !== undefined && { layer }) })

function checkChoice(
  { layers, blocks = {} }: Network,
  chosen: ReadonlySet<LayerId>,
  inside: readonly LayerSpec[],
  { id, name }: BlockWish,
) {
  if (inside.length === 0)
    throw fault('empty-selection', 'no layer is chosen', 'choose the layers that the block is to have')
  const input = inside.find(({ type }) => type === 'input')
  if (input) throw fault('input-in-block', 'an input cannot stand in a block', 'leave it out of the choice', input.id)
  if (Object.hasOwn(blocks, name))
    throw fault('block-name-taken', `there is a block "${name}" already`, 'choose another name')
  if (layers.some((layer) => layer.id === id && !chosen.has(id)))
    throw fault('duplicate-id', 'there is a layer of that id already', 'choose another id', id)
}

/** The one layer among them that others take, or that nothing takes. */
function outputOf(
  { layers, auxiliary = [] }: Network,
  others: readonly LayerSpec[],
  inside: readonly LayerSpec[],
): LayerId {
  const outside = new Set([...others.flatMap(({ inputs }) => inputs), ...auxiliary.map(({ layer }) => layer)])
  const taken = new Set(layers.flatMap(({ inputs }) => inputs))
  const outputs = inside.map(({ id }) => id).filter((id) => outside.has(id) || !taken.has(id))
  const [output, ...more] = outputs
  if (output === undefined) throw fault('cycle', 'the chosen layers only take one another', 'choose others')
  if (more.length > 0)
    throw fault(
      'several-outputs',
      `the chosen layers have ${outputs.length} outputs: ${outputs.join(', ')}`,
      'choose layers of which only one goes on',
    )
  return output
}

/** Whether something that the choice takes depends on the choice. */
function comesBack(others: readonly LayerSpec[], chosen: ReadonlySet<LayerId>, sources: readonly LayerId[]): boolean {
  const byId = new Map(others.map((layer) => [layer.id, layer]))
  const seen = new Set<LayerId>(sources)
  for (const id of seen)
    for (const source of byId.get(id)?.inputs ?? []) {
      if (chosen.has(source)) return true
      seen.add(source)
    }
  return false
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted
  for (let k = 1; taken.has(name); k++) name = `${wanted}_${k}`
  return name
}

function topLeft(layers: readonly LayerSpec[]): readonly [number, number] | undefined {
  const places = layers.flatMap(({ position }) => (position ? [position] : []))
  if (places.length === 0) return undefined
  return [Math.min(...places.map(([x]) => x)), Math.min(...places.map(([, y]) => y))]
}
