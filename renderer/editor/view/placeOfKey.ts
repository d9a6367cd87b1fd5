import { type Scope, topScope } from '../../../shared/model/edits'
import { blockType, type LayerId } from '../../../shared/model/layerSpec'
import type { Network } from '../../../shared/model/network'
import type { NodeKey } from '../state/editorStore'

/** Where a node's layer is written: in which scope, under which id there. `undefined` for a key that is no layer any more. */
export function placeOfKey(
  network: Network,
  key: NodeKey,
): { readonly scope: Scope; readonly id: LayerId } | undefined {
  let scope = topScope
  let layers: readonly { id: string; type: string; block?: string | undefined; repeat?: unknown }[] = network.layers
  for (;;) {
    const rest = key.slice(scope.prefix.length)
    if (layers.some(({ id }) => id === rest)) return { scope, id: rest }
    // Ids may have dots of their own: the longest block whose id begins the rest.
    const block = layers
      .filter(({ id, type }) => type === blockType && rest.startsWith(`${id}.`))
      .sort((a, b) => b.id.length - a.id.length)[0]
    const definition = block?.block === undefined ? undefined : network.blocks?.[block.block]
    if (!block || block.block === undefined || !definition) return undefined
    scope = { block: block.block, prefix: `${insideOf(scope.prefix + block.id, block.repeat)}.` }
    if (!key.startsWith(scope.prefix)) return undefined
    layers = definition.layers
  }
}

/** What the ids inside a block begin with: of a repeated one its first repetition is shown. */
export const insideOf = (key: NodeKey, repeat: unknown): string => (repeat === undefined ? key : `${key}.0`)
