import { z } from 'zod'
import { BlockDefinition, InnerLayer } from '../blocks/block'
import type { Inference } from '../infer'
import { inferenceOf } from '../inferenceOf'
import { blockType, LayerFrame, LayerId } from '../layerSpec'
import type { Network } from '../network'
import { freeVariant, takenIds } from './freeId'
import { editGraph, graphOf, type Scope, topScope } from './scope'

/** Layers on their way from one place to another, as text on the clipboard; any project takes them. */
export const CopiedLayers = z.strictObject({
  format: z.literal('layerloom-layers'),
  version: z.literal(1),
  layers: z.array(InnerLayer).min(1).max(20_000),
  /** Definitions of the blocks among them, and of those inside. */
  blocks: z.record(LayerId, BlockDefinition).optional(),
  frames: z.array(LayerFrame).optional(),
  /** Layers of a block's definition: which block, and the settings that they have in the instance that was looked at. */
  inside: z.strictObject({ block: LayerId, config: z.record(LayerId, z.record(z.string(), z.unknown())) }).optional(),
})
export type CopiedLayers = z.infer<typeof CopiedLayers>

/** Layers as text says them, or `undefined` for any other text. */
export function parseCopied(text: string): CopiedLayers | undefined {
  if (!text.includes('layerloom-layers')) return undefined
  try {
    const parsed = CopiedLayers.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    // Text that only mentions us.
    return undefined
  }
}

export function copyLayers(
  network: Network,
  ids: Iterable<LayerId>,
  scope: Scope = topScope,
  inference: Inference = inferenceOf(network),
): CopiedLayers | undefined {
  const chosen = new Set(ids)
  const graph = graphOf(network, scope)
  const layers = graph.layers.filter(({ id }) => chosen.has(id))
  if (layers.length === 0) return undefined
  const blocks = definitionsIn(network, layers)
  const frames = (graph.frames ?? []).filter((frame) => frame.layers.every((id) => chosen.has(id)))
  const config = Object.fromEntries(
    layers.map(({ id, config }) => [id, inference.specs.get(scope.prefix + id)?.config ?? config]),
  )
  return {
    format: 'layerloom-layers',
    version: 1,
    layers,
    ...(Object.keys(blocks).length > 0 && { blocks }),
    ...(frames.length > 0 && { frames }),
    ...(scope.block !== undefined && { inside: { block: scope.block, config } }),
  }
}

function definitionsIn({ blocks = {} }: Network, layers: readonly InnerLayer[]): Record<string, BlockDefinition> {
  const found: Record<string, BlockDefinition> = {}
  const add = (inner: readonly InnerLayer[]) => {
    for (const { type, block } of inner) {
      const definition = type === blockType && block !== undefined ? blocks[block] : undefined
      if (!definition || block === undefined || Object.hasOwn(found, block)) continue
      found[block] = definition
      add(definition.layers)
    }
  }
  add(layers)
  return found
}

export interface Pasting {
  /** How far from where they stood. */
  readonly by?: readonly [number, number]
  /** Whether layers also take again what they took outside of the copied ones, where it is there. */
  readonly keepsSources?: boolean
  readonly scope?: Scope
}

/**
 * The network with the copied layers put in, and their new ids. Wires among them are kept. A block of the same name but another
 * definition comes under a new name. A second input layer is left out.
 */
export function pasteLayers(
  network: Network,
  copied: CopiedLayers,
  { by = [24, 24], keepsSources = false, scope = topScope }: Pasting = {},
): { readonly network: Network; readonly ids: readonly LayerId[] } {
  const { network: known, names } = withBlocks(network, copied.blocks ?? {})
  const graph = graphOf(known, scope)
  const hasInput = scope.block !== undefined || graph.layers.some(({ type }) => type === 'input')
  const coming = copied.layers.filter(({ type }) => !(hasInput && type === 'input'))
  const taken = takenIds(graph)
  const sources = new Set([...graph.layers.map(({ id }) => id), ...graph.ports])
  const ids = new Map<LayerId, LayerId>()
  for (const { id } of coming) {
    const free = freeVariant(taken, id)
    taken.add(free)
    ids.set(id, free)
  }
  const isHome = copied.inside !== undefined && copied.inside.block === scope.block
  const pasted = coming.map((layer): InnerLayer => {
    const { when, otherwise, ...rest } = layer
    const inputs = layer.inputs.flatMap((id) => {
      const inner = ids.get(id)
      return inner !== undefined ? [inner] : keepsSources && sources.has(id) ? [id] : []
    })
    const config = isHome ? layer.config : (copied.inside?.config[layer.id] ?? layer.config)
    const instead = otherwise === undefined ? undefined : (ids.get(otherwise) ?? otherwise)
    return {
      ...rest,
      id: ids.get(layer.id) as LayerId,
      inputs,
      config,
      ...(layer.block !== undefined && { block: names.get(layer.block) ?? layer.block }),
      ...(layer.position && { position: [layer.position[0] + by[0], layer.position[1] + by[1]] }),
      ...(isHome && when !== undefined && { when }),
      ...(isHome && instead !== undefined && { otherwise: instead }),
      ...(!isHome && typeof layer.repeat === 'object' && { repeat: 1 }),
    }
  })
  const frames = (copied.frames ?? []).map((frame) => {
    const id = freeVariant(taken, frame.id)
    taken.add(id)
    return { ...frame, id, layers: frame.layers.flatMap((layer) => ids.get(layer) ?? []) }
  })
  if (pasted.length === 0) return { network, ids: [] }
  const changed = editGraph(known, scope, () => ({
    ...graph,
    layers: [...graph.layers, ...pasted],
    frames: [...(graph.frames ?? []), ...frames],
  }))
  return { network: changed, ids: pasted.map(({ id }) => id) }
}

/** Adds definitions; `names` says which had to be called otherwise. */
function withBlocks(
  network: Network,
  coming: Readonly<Record<string, BlockDefinition>>,
): { network: Network; names: ReadonlyMap<string, string> } {
  const own = network.blocks ?? {}
  const taken = new Set(Object.keys(own))
  const names = new Map<string, string>()
  for (const [name, definition] of Object.entries(coming)) {
    const isOther = Object.hasOwn(own, name) && JSON.stringify(own[name]) !== JSON.stringify(definition)
    const free = isOther ? freeVariant(new Set([...taken, ...names.values()]), name) : name
    names.set(name, free)
  }
  const added = Object.entries(coming).filter(([name]) => !Object.hasOwn(own, names.get(name) as string))
  if (added.length === 0) return { network, names }
  const renamed = added.map(([name, definition]): [string, BlockDefinition] => [
    names.get(name) as string,
    {
      ...definition,
      layers: definition.layers.map((layer) =>
        layer.block === undefined ? layer : { ...layer, block: names.get(layer.block) ?? layer.block },
      ),
    },
  ])
  return { network: { ...network, blocks: { ...own, ...Object.fromEntries(renamed) } }, names }
}

/** The same layers once more, beside themselves, taking what they take. */
export function duplicateLayers(
  network: Network,
  ids: Iterable<LayerId>,
  scope: Scope = topScope,
): { readonly network: Network; readonly ids: readonly LayerId[] } {
  const copied = copyLayers(network, ids, scope)
  return copied ? pasteLayers(network, copied, { keepsSources: true, scope }) : { network, ids: [] }
}
