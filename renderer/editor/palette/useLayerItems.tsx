import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { offers } from '../../../shared/model/edits'
import { FamilyGlyph } from '../../design/FamilyGlyph'
import type { PaletteItem } from '../../palette/sources'
import { usePaletteSource } from '../../palette/sources'
import { useCanvasPort } from '../canvas/CanvasContext'
import { useEditorStore } from '../state/EditorProvider'
import { select } from '../state/editorStore'
import { useNetwork } from '../state/NetworkProvider'
import { useCanvasActions } from '../state/useCanvasActions'
import { familyOf } from '../view/nodeFacts'
import { nodeTitle, offerTitle, shapeText } from '../view/nodeTitle'

/** Layers to add and layers that are there, in the window's palette; found by their English names too, which readers of papers know. */
export function useLayerItems(): void {
  const { t } = useTranslation(['editor', 'layers'])
  const { network, inference } = useNetwork()
  const { addAfter } = useCanvasActions()
  const store = useEditorStore()
  const port = useCanvasPort()
  usePaletteSource(() => {
    const english = i18next.getFixedT('en', ['editor', 'layers']) as typeof t
    const hasInput = network.layers.some(({ type }) => type === 'input')
    const toAdd = offers
      .filter(({ type }) => !(hasInput && type === 'input'))
      .map(
        (offer): PaletteItem => ({
          id: `layer ${offer.key}`,
          kind: 'layers',
          label: offerTitle(t, offer),
          about: t(`layers:families.${offer.family}`),
          words: offerTitle(english, offer),
          drawing: <FamilyGlyph family={offer.family} />,
          result: t('suggest.adds'),
          run: () => void addAfter(offer),
        }),
      )
    const there = network.layers.map(({ id, type, block, config }): PaletteItem => {
      const shape = inference.layers.get(id)?.shape
      const named = { type, block, config }
      return {
        id: `node ${id}`,
        kind: 'network',
        label: id,
        about: [nodeTitle(t, named), shape && shapeText(shape)].filter(Boolean).join(', '),
        words: nodeTitle(english, named),
        drawing: <FamilyGlyph family={familyOf(type)} />,
        result: t('showOnCanvas'),
        run: () => {
          select(store, [id])
          port.current?.show([id])
          port.current?.focus(id)
        },
      }
    })
    return [...toAdd, ...there]
  })
}
