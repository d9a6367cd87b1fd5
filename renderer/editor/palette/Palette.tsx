import { type KeyboardEvent, memo, type ReactNode, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Offer, offers } from '../../../shared/model/edits'
import { FamilyGlyph } from '../../design/FamilyGlyph'
import { SearchField } from '../../design/SearchField'
import { useCanvasPort } from '../canvas/CanvasContext'
import { useEditorStore } from '../state/EditorProvider'
import { type NodeKey, select } from '../state/editorStore'
import { useNetwork } from '../state/NetworkProvider'
import { useCanvasActions } from '../state/useCanvasActions'
import { familyOf } from '../view/nodeFacts'
import { lit } from './lit'
import { offerMime } from './offerMime'
import { useLayerItems } from './useLayerItems'
import { useLitOffer } from './useLitOffer'
import './palette.css'

const mostFound = 12

/** Layers to add, by family; what is typed also finds layers that are in the network. */
export const Palette = () => {
  const { t } = useTranslation(['editor', 'layers'])
  const litOffer = useLitOffer()
  const [typed, setTyped] = useState('')
  const { network } = useNetwork()
  const { addAfter } = useCanvasActions()
  const root = useRef<HTMLElement>(null)
  const hasInput = network.layers.some(({ type }) => type === 'input')
  const shown = useMemo(
    () =>
      offers
        .filter(({ type }) => !(hasInput && type === 'input'))
        .flatMap((offer) => {
          const letters = litOffer(offer, typed)
          return letters === undefined ? [] : [{ offer, letters }]
        }),
    [typed, hasInput, litOffer],
  )
  useLayerItems()
  const families = [...new Set(shown.map(({ offer }) => offer.family))]
  const found = useFound(typed)

  /** Arrows walk the lines, from the field too; Enter adds the first. */
  const onKeyDown = (event: KeyboardEvent) => {
    const lines = [...(root.current?.querySelectorAll<HTMLElement>('.palette-line') ?? [])]
    const at = lines.indexOf(document.activeElement as HTMLElement)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      const next = at + step
      if (next < 0) root.current?.querySelector('input')?.focus()
      else lines[Math.min(next, lines.length - 1)]?.focus()
    } else if (event.key === 'Enter' && at < 0 && typed !== '' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      const first = shown[0]
      if (found[0] && !first) found[0].go()
      else if (first && addAfter(first.offer)) setTyped('')
    }
  }

  return (
    <aside className="model-palette" ref={root} aria-label={t('palette')} data-region="palette" onKeyDown={onKeyDown}>
      <SearchField label={t('findLayer')} keys="/" value={typed} onChange={setTyped} />
      <div className="palette-list">
        {families.map((family) => (
          <section key={family} aria-labelledby={`palette-${family}`}>
            <h2 id={`palette-${family}`}>{t(`layers:families.${family}`)}</h2>
            {shown
              .filter(({ offer }) => offer.family === family)
              .map(({ offer, letters }) => (
                <Line key={offer.key} offer={offer} letters={letters} onAdd={addAfter} />
              ))}
          </section>
        ))}
        {found.length > 0 && (
          <section aria-labelledby="palette-found">
            <h2 id="palette-found">{t('inNetwork')}</h2>
            {found.map(({ key, type, letters, go }) => (
              <button key={key} type="button" className="palette-line" onClick={go}>
                <FamilyGlyph family={familyOf(type)} />
                <span className="cut">{letters}</span>
              </button>
            ))}
          </section>
        )}
        {shown.length + found.length === 0 && <p className="dim">{t('nothingFound')}</p>}
      </div>
    </aside>
  )
}

interface LineProps {
  readonly offer: Offer
  readonly letters: ReactNode
  onAdd(offer: Offer): void
}

const Line = memo(({ offer, letters, onAdd }: LineProps) => {
  const { t } = useTranslation('editor')
  return (
    <button
      type="button"
      className="palette-line"
      title={t('paletteHint')}
      data-offer={offer.key}
      draggable
      onDragStart={({ dataTransfer }) => {
        dataTransfer.setData(offerMime, offer.key)
        dataTransfer.effectAllowed = 'copy'
      }}
      onDoubleClick={() => onAdd(offer)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        event.stopPropagation()
        onAdd(offer)
      }}
    >
      <FamilyGlyph family={familyOf(offer.type)} />
      <span className="cut">{letters}</span>
    </button>
  )
})
Line.displayName = 'Line'

/** Layers of the network whose names have the letters. */
function useFound(typed: string) {
  const { network } = useNetwork()
  const store = useEditorStore()
  const port = useCanvasPort()
  return useMemo(() => {
    if (typed.trim() === '') return []
    return network.layers
      .flatMap(({ id, type }) => {
        const letters = lit(id, typed)
        const go = () => {
          const key: NodeKey = id
          select(store, [key])
          port.current?.show([key])
          port.current?.focus(key)
        }
        return letters === undefined ? [] : [{ key: id, type, letters, go }]
      })
      .slice(0, mostFound)
  }, [typed, network, store, port])
}
