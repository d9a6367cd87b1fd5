import { copyLayers, duplicateLayers, parseCopied, pasteLayers } from '../../../../shared/model/edits'
import type { LayerId } from '../../../../shared/model/layerSpec'
import { say } from '../editorStore'
import { readClipboard, writeClipboard } from '../systemClipboard'
import type { ActionContext } from './actionContext'

/** Copies of layers, within a network and between projects. */
export function clipboardActions(
  { edit, editor, t, network, chosen, named, chooseIn }: ActionContext,
  remove: () => void,
) {
  const actions = {
    told(what: 'copied', ids: readonly LayerId[]) {
      say(editor, t(`done.${what}`, { what: named(ids) }))
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
      actions.told('copied', ids)
      return true
    },
    async cut() {
      if (await actions.copy()) remove()
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
  }
  return actions
}
