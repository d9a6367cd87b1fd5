import { graphOf, moveLayers, type Scope } from '../../../shared/model/edits'
import type { LayerId } from '../../../shared/model/layerSpec'
import type { Network } from '../../../shared/model/network'
import type { Drawn } from '../canvas/CanvasContext'
import { familyOf } from '../view/nodeFacts'
import { placesIn } from './placesIn'

/** Pixels that a layer and the gap above it take; a slim row sits close. */
const full = { gap: 20, room: 80 }
const slim = { gap: 8, room: 36 }
const slimFamilies = ['normalization', 'activation', 'regularization']

/**
 * On a canvas that the person arranged: puts a layer that was added into a wire under the one that it takes, and moves what stands
 * below down, so that nothing lies on top of another.
 */
export function makeRoom(network: Network, id: LayerId, scope: Scope, drawn: Drawn | undefined): Network {
  const places = placesIn(drawn, scope)
  const added = graphOf(network, scope).layers.find((layer) => layer.id === id)
  const source = added?.inputs[0]
  const at = source === undefined ? undefined : places.get(source)
  const height = drawn?.layout?.places.get(scope.prefix + source)?.height
  if (!at || height === undefined) return network
  const { gap, room } = slimFamilies.includes(familyOf(added?.type ?? '')) ? slim : full
  const y = at[1] + height + gap
  const moved = new Map<LayerId, readonly [number, number]>([[id, [at[0], y]]])
  for (const [other, [ox, oy]] of places) if (oy >= at[1] + height) moved.set(other, [ox, oy + room])
  return moveLayers(network, moved, scope)
}
