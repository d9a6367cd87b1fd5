import {
  addLayer,
  graphOf,
  type Joining,
  layerFor,
  type NewLayer,
  type Offer,
  type Repair,
  repair,
  type Scope,
  shapeIn,
  topScope,
} from '../../../../shared/model/edits'
import { inferenceOf } from '../../../../shared/model/inferenceOf'
import type { LayerId } from '../../../../shared/model/layerSpec'
import type { ViewWire } from '../../view/canvasView'
import { placeOfKey } from '../../view/placeOfKey'
import type { NodeKey } from '../editorStore'
import { makeRoom } from '../makeRoom'
import type { ActionContext } from './actionContext'

/** New layers: behind one, dropped, out of the list, and what mends a wire. */
export function addActions({ edit, port, t, network, chosen, chooseIn, pinning, isByHand }: ActionContext) {
  const add = (layer: NewLayer, join: Joining, scope: Scope, place?: readonly [number, number]): boolean => {
    const drawn = port.current?.drawn()
    const pinned = pinning(scope)
    const makesRoom = !place && isByHand(scope) && join !== undefined && !('takes' in join)
    let id = ''
    const done = edit(
      (before) => {
        const own = place ? pinned(before) : before
        const added = addLayer(own, layer, { join, scope, ...(place && { position: place }) })
        id = added.id
        return makesRoom ? makeRoom(added.network, id, scope, drawn) : added.network
      },
      t('done.added', { layer: layer.block ?? layer.type }),
    )
    if (done) chooseIn(scope, [id])
    return done
  }
  return {
    /** Behind the chosen layer, else behind the network's output, else alone. */
    addAfter(offer: Offer) {
      const before = network()
      const { scope, ids } = chosen()
      const last = ids.at(-1) ?? inferenceOf(before).output
      const isThere = last !== undefined && graphOf(before, scope).layers.some(({ id }) => id === last)
      const from = isThere ? shapeIn(before, last, scope, inferenceOf(before)) : undefined
      const join: Joining = isThere && offer.type !== 'input' ? { behind: last } : undefined
      return add(layerFor(offer, from), join, scope)
    },
    /** Dropped somewhere; `wire`: the one that it was dropped on. */
    addAt(offer: Offer, place: readonly [number, number], wire: ViewWire | undefined) {
      const before = network()
      if (!wire?.wire) return add(layerFor(offer, undefined), undefined, topScope, place)
      const from = shapeIn(before, wire.wire.from, wire.scope, inferenceOf(before))
      return add(layerFor(offer, from), { wire: wire.wire }, wire.scope)
    },
    /** Out of the list: behind a node, or at a place on a new branch. */
    addFrom(layer: NewLayer, from: LayerId, scope: Scope, place?: readonly [number, number]) {
      const { ports } = graphOf(network(), scope)
      const isPort = ports.includes(from)
      return add(layer, place || isPort ? { takes: [from] } : { behind: from }, scope, place)
    },
    repair(key: NodeKey, wish: Repair) {
      const place = placeOfKey(network(), key)
      if (!place) return
      let id = ''
      const done = edit(
        (before) => {
          const mended = repair(before, place.id, wish, place.scope)
          id = mended.id
          return mended.network
        },
        t('done.repaired', { id: place.id }),
      )
      if (done) chooseIn(place.scope, [id])
    },
  }
}
