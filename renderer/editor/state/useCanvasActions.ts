import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Arrangement,
  addLayer,
  areBypassed,
  arrange,
  bypassLayers,
  connect,
  copyLayers,
  deleteLayers,
  disconnect,
  duplicateLayers,
  forgetPlaces,
  frameLayers,
  graphOf,
  groupLayers,
  type Joining,
  layerFor,
  moveLayers,
  type NewLayer,
  type Offer,
  parseCopied,
  pasteLayers,
  type Repair,
  removeFrame,
  renameLayer,
  repair,
  repeatBlock,
  type Scope,
  shapeIn,
  topScope,
  ungroupBlock,
  verdictsFrom,
} from '../../../shared/model/edits'
import { inferenceOf } from '../../../shared/model/inferenceOf'
import type { LayerId } from '../../../shared/model/layerSpec'
import type { Network } from '../../../shared/model/network'
import { frozenAtStart } from '../../../shared/training/fineTuning/frozenLayers'
import { layersAt } from '../../../shared/training/fineTuning/layersAt'
import { setFrozen } from '../../../shared/training/fineTuning/setFrozen'
import { useProjectStore } from '../../studio/useProject'
import { useCanvasPort } from '../canvas/CanvasContext'
import type { ViewWire } from '../view/canvasView'
import { insideOf, placeOfKey } from '../view/placeOfKey'
import { useEditorStore } from './EditorProvider'
import { type NodeKey, type Pull, say, select } from './editorStore'
import { makeRoom } from './makeRoom'
import { placesIn } from './placesIn'
import { readClipboard, writeClipboard } from './systemClipboard'
import { useEdit } from './useEdit'

/** Each act is a step of undo of its own. */
let freezes = 0

export type CanvasActions = ReturnType<typeof useCanvasActions>

/** Everything that can be done on the canvas: by pointer, key, menu and palette alike. */
export function useCanvasActions() {
  const edit = useEdit()
  const editor = useEditorStore()
  const port = useCanvasPort()
  const projectStore = useProjectStore()
  const { t } = useTranslation('editor')
  return useMemo(() => {
    const network = (): Network => projectStore?.shown.getState().project?.network ?? { layers: [] }
    /** The chosen nodes that stand in one scope: that of the first. */
    const chosen = (): { scope: Scope; ids: LayerId[]; keys: NodeKey[] } => {
      const places = [...editor.getState().selected].flatMap((key) => {
        const place = placeOfKey(network(), key)
        return place ? [{ key, ...place }] : []
      })
      const scope = places[0]?.scope ?? topScope
      const inScope = places.filter((place) => place.scope.prefix === scope.prefix)
      return { scope, ids: inScope.map(({ id }) => id), keys: inScope.map(({ key }) => key) }
    }
    const named = (ids: readonly string[]) =>
      ids.length === 1 ? (ids[0] as string) : t('layers', { count: ids.length })
    const chooseIn = (scope: Scope, ids: readonly LayerId[]) => {
      const keys = ids.map((id) => scope.prefix + id)
      select(editor, keys)
      const last = keys.at(-1)
      if (last !== undefined) port.current?.focus(last)
    }
    /** Where the layers of a scope stand now, written down so that what the person puts somewhere stays between them. */
    const pinning = (scope: Scope) => {
      // Read now: an edit may be made again later, on a newer state, and must then do the same.
      const places = placesIn(port.current?.drawn(), scope)
      return (before: Network): Network => moveLayers(before, places, scope)
    }
    const isByHand = (scope: Scope) => graphOf(network(), scope).layers.some(({ position }) => position)

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

    const actions = {
      chosen,
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
      connect(scope: Scope, from: LayerId, to: LayerId, input?: number) {
        return edit((before) => connect(before, { from, to, input }, scope), t('done.connected', { from, to }))
      },
      disconnect(wire: ViewWire) {
        const { wire: ends, scope } = wire
        if (!ends) return
        edit((before) => disconnect(before, ends, scope), t('done.disconnected', { from: ends.from, to: ends.to }))
      },
      /** The end of a wire put on another layer. */
      rewire(wire: ViewWire, from: LayerId, to: LayerId, input: number) {
        const { scope, wire: ends } = wire
        if (!ends) return
        edit(
          (before) => connect(disconnect(before, { from, to: ends.to, input }, scope), { from, to }, scope),
          t('done.connected', { from, to }),
        )
      },
      scopeInside(key: NodeKey): Scope | undefined {
        const node = port.current?.drawn().view.byKey.get(key)
        return node && innerScope(key, node.layer.block, node.layer.repeat)
      },
      told(what: 'copied', ids: readonly LayerId[]) {
        say(editor, t(`done.${what}`, { what: named(ids) }))
      },
      /** Layers and wires that are chosen. */
      remove() {
        const { scope, ids } = chosen()
        const wires = [...editor.getState().selectedWires]
        const view = port.current?.drawn().view
        const frame = view?.frames.find(({ key }) => editor.getState().selected.has(key))
        if (frame) {
          edit((before) => removeFrame(before, frame.frame.id, frame.scope), t('done.unframed'))
          return
        }
        if (ids.length > 0) {
          const graph = graphOf(network(), scope)
          const source = graph.layers.find(({ id }) => id === ids[0])?.inputs[0]
          const done = edit((before) => deleteLayers(before, ids, scope), t('done.deleted', { what: named(ids) }))
          if (done)
            chooseIn(
              scope,
              source !== undefined && !ids.includes(source) && !graph.ports.includes(source) ? [source] : [],
            )
          return
        }
        for (const key of wires) {
          const wire = view?.wires.find((each) => each.key === key)
          if (wire) actions.disconnect(wire)
        }
        editor.setState({ selectedWires: new Set() })
      },
      bypass() {
        const { scope, ids } = chosen()
        const layers = graphOf(network(), scope).layers.filter(({ id }) => ids.includes(id))
        const isBypassed = !areBypassed(layers)
        edit(
          (before) => bypassLayers(before, ids, isBypassed, scope),
          t(isBypassed ? 'done.bypassed' : 'done.takenIn', { what: named(ids) }),
        )
      },
      /** What is chosen, wherever it lies: all of it learns, or none of it. */
      freeze() {
        const project = projectStore?.shown.getState().project
        const places = [...editor.getState().selected].flatMap((key) => {
          const place = placeOfKey(network(), key)
          return place ? [{ key, ...place }] : []
        })
        if (!project || places.length === 0) return
        const now = frozenAtStart(inferenceOf(project.network), project.training.fineTuning)
        const weighty = places
          .flatMap(({ key }) => layersAt(inferenceOf(project.network), key))
          .filter((id) => (inferenceOf(project.network).layers.get(id)?.weights.length ?? 0) > 0)
        const what = named(places.map(({ id }) => id))
        if (weighty.length === 0) return say(editor, t('nothingToFreeze'))
        const isFrozen = !weighty.every((id) => now.has(id))
        projectStore?.edit((before) => setFrozen(before, places, isFrozen), `freeze ${++freezes}`)
        say(editor, t(isFrozen ? 'done.frozen' : 'done.unfrozen', { what }))
      },
      rename(key: NodeKey, name: string) {
        const place = placeOfKey(network(), key)
        editor.setState({ renaming: undefined })
        if (!place || name === place.id) return port.current?.focus(key)
        const done = edit(
          (before) => renameLayer(before, place.id, name, place.scope),
          t('done.renamed', { from: place.id, to: name }),
        )
        if (done) chooseIn(place.scope, [name])
        else port.current?.focus(key)
      },
      /** `places` as they are drawn, from the corner of their scope. */
      move(scope: Scope, places: ReadonlyMap<LayerId, readonly [number, number]>) {
        const pinned = pinning(scope)
        edit(
          (before) => moveLayers(pinned(before), places, scope),
          t('done.moved', { what: named([...places.keys()]) }),
        )
      },
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
        actions.move(scope, arrange(boxes, how))
      },
      tidy() {
        const { scope } = chosen()
        edit((before) => forgetPlaces(before, scope), t('done.tidied'))
      },
      duplicate() {
        const { scope, ids } = chosen()
        if (ids.length === 0) return
        let copies: readonly LayerId[] = []
        const done = edit(
          (before) => {
            const copied = duplicateLayers(before, ids, scope)
            copies = copied.ids
            return copied.network
          },
          t('done.duplicated', { what: named(ids) }),
        )
        if (done) chooseIn(scope, copies)
      },
      async copy(): Promise<boolean> {
        const { scope, ids } = chosen()
        const copied = copyLayers(network(), ids, scope)
        if (!copied) return false
        await writeClipboard(JSON.stringify(copied))
        say(editor, t('done.copied', { what: named(ids) }))
        return true
      },
      async cut() {
        if (await actions.copy()) actions.remove()
      },
      async paste() {
        actions.pasteText(await readClipboard())
      },
      pasteText(text: string) {
        const copied = parseCopied(text)
        if (!copied) return say(editor, t('nothingToPaste'))
        const { scope } = chosen()
        let pasted: readonly LayerId[] = []
        const done = edit(
          (before) => {
            const { network: after, ids } = pasteLayers(before, copied, { scope })
            pasted = ids
            return after
          },
          t('done.pasted', { what: t('layers', { count: copied.layers.length }) }),
        )
        if (done) chooseIn(scope, pasted)
      },
      group() {
        const { scope, ids } = chosen()
        if (scope.block !== undefined) return say(editor, t('groupAtTop'))
        let id = ''
        const done = edit(
          (before) => {
            const grouped = groupLayers(before, ids)
            id = grouped.id
            return grouped.network
          },
          t('done.grouped', { what: named(ids) }),
        )
        if (done) chooseIn(scope, [id])
      },
      ungroup() {
        const { scope, ids } = chosen()
        const [id] = ids
        if (id === undefined || scope.block !== undefined) return
        let out: readonly LayerId[] = []
        const done = edit(
          (before) => {
            const apart = ungroupBlock(before, id)
            out = apart.ids
            return apart.network
          },
          t('done.ungrouped', { id }),
        )
        if (done) chooseIn(scope, out)
      },
      repeat(key: NodeKey, times: number) {
        const place = placeOfKey(network(), key)
        if (place)
          edit(
            (before) => repeatBlock(before, place.id, times, place.scope),
            t('done.repeated', { id: place.id, count: times }),
          )
      },
      frame() {
        const { scope, ids } = chosen()
        edit((before) => frameLayers(before, ids, t('newFrame'), scope).network, t('done.framed', { what: named(ids) }))
      },
      open(key: NodeKey) {
        const node = port.current?.drawn().view.byKey.get(key)
        if (node?.kind !== 'block') return
        editor.setState(({ opened }) => ({ opened: new Set([...opened, key]) }))
        const inside = network().blocks?.[node.layer.block ?? '']?.layers[0]
        const first = inside && `${insideOf(key, node.layer.repeat)}.${inside.id}`
        if (first === undefined) return
        select(editor, [first])
        port.current?.focus(first)
        say(editor, t('done.opened', { id: node.layer.id }))
      },
      fold(key: NodeKey) {
        editor.setState(({ opened }) => ({
          opened: new Set([...opened].filter((each) => each !== key && !each.startsWith(`${key}.`))),
        }))
        select(editor, [key])
        port.current?.focus(key)
        say(editor, t('done.folded', { id: key }))
      },
      /** Begins a wire at a node's output, or at an input of the open block `key`. */
      beginPull(key: NodeKey, isByKeys: boolean, portName?: LayerId): Pull | undefined {
        const view = port.current?.drawn().view
        const node = view?.byKey.get(key)
        if (!node || !view) return undefined
        const inner = portName !== undefined ? innerScope(node.key, node.layer.block, node.layer.repeat) : undefined
        const scope = inner ?? node.scope
        const from = portName ?? node.layer.id
        const verdicts = verdictsFrom(network(), from, scope)
        const pull: Pull = {
          from: key,
          ...(portName !== undefined && { port: portName }),
          scope,
          verdicts: new Map([...verdicts].map(([id, verdict]) => [scope.prefix + id, verdict])),
          isByKeys,
        }
        editor.setState({ pull, suggestion: undefined })
        return pull
      },
      endPull() {
        if (editor.getState().pull) editor.setState({ pull: undefined })
      },
    }
    return actions
  }, [edit, editor, port, projectStore, t])
}

const innerScope = (key: NodeKey, block: LayerId | undefined, repeat: unknown): Scope | undefined =>
  block === undefined ? undefined : { block, prefix: `${insideOf(key, repeat)}.` }

/** What an edit names as the source of a pull. */
export const pulledId = ({ from, port, scope }: Pick<Pull, 'from' | 'port' | 'scope'>): LayerId =>
  port ?? from.slice(scope.prefix.length)
