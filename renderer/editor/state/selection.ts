import { useDeferredValue, useMemo } from 'react'
import type { InnerLayer } from '../../../shared/model/blocks'
import { graphOf, type Scope } from '../../../shared/model/edits'
import { placeOfKey } from '../view/placeOfKey'
import { useEditor } from './EditorProvider'
import type { NodeKey } from './editorStore'
import { useLaterNetwork } from './NetworkProvider'

/** A layer that is chosen on the canvas. */
export interface SelectedLayer {
  /** Its id in the expanded network, by which `inference` has it; of a folded block the part's. */
  readonly key: NodeKey
  /** Where edits of it happen: hand it to the functions of `shared/model/edits`. */
  readonly scope: Scope
  /** As its scope's layers have it: with expressions where a block's parameters come in. */
  readonly layer: InnerLayer
}

/** What is chosen now, in the order in which it was. */
export function useSelectedLayers(): readonly SelectedLayer[] {
  // What is said of a layer may come a moment after the layer itself.
  const { network } = useLaterNetwork()
  const selected = useDeferredValue(useEditor((state) => state.selected))
  return useMemo(
    () =>
      [...selected].flatMap((key): SelectedLayer[] => {
        const place = placeOfKey(network, key)
        const layer = place && graphOf(network, place.scope).layers.find(({ id }) => id === place.id)
        return place && layer ? [{ key, scope: place.scope, layer }] : []
      }),
    [network, selected],
  )
}
