import type { TFunction } from 'i18next'
import { graphOf, moveLayers, type Scope, topScope } from '../../../../shared/model/edits'
import type { LayerId } from '../../../../shared/model/layerSpec'
import type { Network } from '../../../../shared/model/network'
import type { ProjectStore } from '../../../studio/projectStore'
import type { CanvasPort } from '../../canvas/CanvasContext'
import { placeOfKey } from '../../view/placeOfKey'
import { type EditorStore, type NodeKey, select } from '../editorStore'
import { placesIn } from '../placesIn'
import type { useEdit } from '../useEdit'

/** What every action of the canvas works with. */
export interface ActionTools {
  readonly edit: ReturnType<typeof useEdit>
  readonly editor: EditorStore
  readonly port: { readonly current: CanvasPort | undefined }
  readonly projectStore: ProjectStore | undefined
  readonly t: TFunction<'editor'>
}

/** A chosen node, and where its layer is written. */
export interface ChosenPlace {
  readonly key: NodeKey
  readonly scope: Scope
  readonly id: LayerId
}

/** The chosen nodes that stand in one scope: that of the first. */
export interface ChosenInScope {
  readonly scope: Scope
  readonly ids: readonly LayerId[]
}

export interface ActionContext extends ActionTools {
  /** As it is now, edits that wait for the disk with it. */
  network(): Network
  chosen(): ChosenInScope
  /** All chosen nodes, wherever they lie. */
  chosenAnywhere(): readonly ChosenPlace[]
  /** How layers are named in what is told. */
  named(ids: readonly string[]): string
  /** Chooses these layers, and puts the keyboard on the last. */
  chooseIn(scope: Scope, ids: readonly LayerId[]): void
  /** Writes down where the layers of a scope stand now, so that what the person puts somewhere stays between them. */
  pinning(scope: Scope): (before: Network) => Network
  /** Whether the person has put something of the scope somewhere. */
  isByHand(scope: Scope): boolean
}

export function actionContext(tools: ActionTools): ActionContext {
  const { editor, port, projectStore, t } = tools
  const network = (): Network => projectStore?.shown.getState().project?.network ?? { layers: [] }
  const chosenAnywhere = () =>
    [...editor.getState().selected].flatMap((key) => {
      const place = placeOfKey(network(), key)
      return place ? [{ key, ...place }] : []
    })
  return {
    ...tools,
    network,
    chosenAnywhere,
    chosen() {
      const places = chosenAnywhere()
      const scope = places[0]?.scope ?? topScope
      return { scope, ids: places.filter((place) => place.scope.prefix === scope.prefix).map(({ id }) => id) }
    },
    named: (ids) => (ids.length === 1 ? (ids[0] as string) : t('layers', { count: ids.length })),
    chooseIn(scope, ids) {
      const keys = ids.map((id) => scope.prefix + id)
      select(editor, keys)
      const last = keys.at(-1)
      if (last !== undefined) port.current?.focus(last)
    },
    pinning(scope) {
      // Read now: an edit may be made again later, on a newer state, and must then do the same.
      const places = placesIn(port.current?.drawn(), scope)
      return (before) => moveLayers(before, places, scope)
    },
    isByHand: (scope) => graphOf(network(), scope).layers.some(({ position }) => position),
  }
}
