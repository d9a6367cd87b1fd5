import { groupLayers, repeatBlock, ungroupBlock } from '../../../../shared/model/edits'
import type { LayerId } from '../../../../shared/model/layerSpec'
import { insideOf, placeOfKey } from '../../view/placeOfKey'
import { type NodeKey, say, select } from '../editorStore'
import type { ActionContext } from './actionContext'

/** Blocks: made, taken apart, repeated, opened and folded. */
export function blockActions({ edit, editor, port, t, network, chosen, named, chooseIn }: ActionContext) {
  return {
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
  }
}
