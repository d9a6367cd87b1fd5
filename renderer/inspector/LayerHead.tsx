import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { layerDefinition } from '../../shared/layers'
import { graphOf, nameFault } from '../../shared/model/edits'
import { blockType } from '../../shared/model/layerSpec'
import { FamilyGlyph } from '../design/FamilyGlyph'
import { TextField } from '../design/TextField'
import { useEditorStore } from '../editor/state/EditorProvider'
import { select } from '../editor/state/editorStore'
import { useLaterNetwork } from '../editor/state/NetworkProvider'
import { nodeTitle } from '../editor/view/nodeTitle'
import type { ChosenLayer } from './editedLayer'
import { useLayerEdits } from './useLayerEdits'
import { useLayerWords } from './useLayerWords'

/** Glyph, name, kind. The name is a field: a new one goes wherever the old one was. */
export const LayerHead = ({ selected: chosen }: { selected: ChosenLayer }) => {
  const { t } = useTranslation('inspector')
  const { t: titles } = useTranslation(['editor', 'layers'])
  const words = useLayerWords()
  const edits = useLayerEdits()
  const editor = useEditorStore()
  const { network, inference } = useLaterNetwork()
  const [fault, setFault] = useState<'not-a-name' | 'taken'>()
  const { key, layer, scope } = chosen
  const isBlock = layer.type === blockType
  const family = isBlock ? 'block' : (layerDefinition(layer.type)?.family ?? 'shape')
  const config = (inference.layers.get(key)?.config ?? layer.config) as Readonly<Record<string, unknown>>
  const rename = (to: string) => {
    const taken = new Set(graphOf(network, scope).layers.map(({ id }) => id))
    const wrong = nameFault(taken, layer.id, to.trim())
    setFault(wrong)
    if (wrong || to.trim() === layer.id) return
    edits.rename(chosen, to.trim())
    select(editor, [scope.prefix + to.trim()])
  }
  return (
    <header className="layer-head">
      <FamilyGlyph family={layer.type === 'input' ? 'data' : family} />
      <div className="grow">
        <TextField
          label={t('name')}
          value={layer.id}
          problem={fault && t(fault === 'taken' ? 'nameTaken' : 'notAName')}
          onCommit={rename}
        />
        <p className="caption cut">
          {nodeTitle(titles, { type: layer.type, block: layer.block, config })} · {words.family(family)}
        </p>
      </div>
    </header>
  )
}
