import {
  areBypassed,
  bypassLayers,
  deleteLayers,
  graphOf,
  removeFrame,
  renameLayer,
} from '../../../../shared/model/edits'
import { inferenceOf } from '../../../../shared/model/inferenceOf'
import { frozenAtStart } from '../../../../shared/training/fineTuning/frozenLayers'
import { layersAt } from '../../../../shared/training/fineTuning/layersAt'
import { setFrozen } from '../../../../shared/training/fineTuning/setFrozen'
import type { ViewWire } from '../../view/canvasView'
import { placeOfKey } from '../../view/placeOfKey'
import { type NodeKey, say } from '../editorStore'
import type { ActionContext } from './actionContext'

/** Each act is a step of undo of its own. */
let freezes = 0

/** What is done to layers that are there: removed, left out, frozen, named. */
export function layerActions(context: ActionContext, disconnect: (wire: ViewWire) => void) {
  const { edit, editor, port, projectStore, t, network, chosen, chosenAnywhere, named, chooseIn } = context
  return {
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
        if (wire) disconnect(wire)
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
      const places = chosenAnywhere()
      if (!project || places.length === 0) return
      const inference = inferenceOf(project.network)
      const now = frozenAtStart(inference, project.training.fineTuning)
      const weighty = places
        .flatMap(({ key }) => layersAt(inference, key))
        .filter((id) => (inference.layers.get(id)?.weights.length ?? 0) > 0)
      if (weighty.length === 0) return say(editor, t('nothingToFreeze'))
      const isFrozen = !weighty.every((id) => now.has(id))
      projectStore?.edit((before) => setFrozen(before, places, isFrozen), `freeze ${++freezes}`)
      say(editor, t(isFrozen ? 'done.frozen' : 'done.unfrozen', { what: named(places.map(({ id }) => id)) }))
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
  }
}
