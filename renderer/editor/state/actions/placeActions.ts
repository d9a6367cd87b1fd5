import {
  type Arrangement,
  arrange,
  forgetPlaces,
  frameLayers,
  moveLayers,
  type Scope,
} from '../../../../shared/model/edits'
import type { LayerId } from '../../../../shared/model/layerSpec'
import type { ActionContext } from './actionContext'

/** Where layers stand, and frames around them. */
export function placeActions({ edit, port, t, chosen, named, pinning }: ActionContext) {
  /** `places` as they are drawn, from the corner of their scope. */
  const move = (scope: Scope, places: ReadonlyMap<LayerId, readonly [number, number]>): void => {
    const pinned = pinning(scope)
    edit((before) => moveLayers(pinned(before), places, scope), t('done.moved', { what: named([...places.keys()]) }))
  }
  return {
    move,
    arrange(how: Arrangement) {
      const { scope, ids } = chosen()
      const drawn = port.current?.drawn()
      if (ids.length < 2 || !drawn) return
      const boxes = new Map(
        ids.flatMap((id) => {
          const place = drawn.layout?.places.get(scope.prefix + id)
          return place ? [[id, place] as const] : []
        }),
      )
      move(scope, arrange(boxes, how))
    },
    tidy() {
      const { scope } = chosen()
      edit((before) => forgetPlaces(before, scope), t('done.tidied'))
    },
    frame() {
      const { scope, ids } = chosen()
      edit((before) => frameLayers(before, ids, t('newFrame'), scope).network, t('done.framed', { what: named(ids) }))
    },
  }
}
