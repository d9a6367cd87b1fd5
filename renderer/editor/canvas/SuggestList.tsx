import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type LegalLayer, legalLayers, offers, shapeIn } from '../../../shared/model/edits'
import { FamilyGlyph } from '../../design/FamilyGlyph'
import { Kbd } from '../../design/Kbd'
import { useLitOffer } from '../palette/useLitOffer'
import { useEditor, useEditorStore } from '../state/EditorProvider'
import type { Suggestion } from '../state/editorStore'
import { useNetwork } from '../state/NetworkProvider'
import { pulledId } from '../state/pulledId'
import { useCanvasActions } from '../state/useCanvasActions'
import { familyOf } from '../view/nodeFacts'
import { shapeText } from '../view/nodeTitle'
import { useCanvasPort } from './CanvasContext'
import './SuggestList.css'

/** Which layers may follow, with what they would give: opened by a wire that is let go in empty space, or by Enter. */
export const SuggestList = () => {
  const suggestion = useEditor((state) => state.suggestion)
  return suggestion ? <List key={suggestion.from + suggestion.at.join()} suggestion={suggestion} /> : null
}

const List = ({ suggestion }: { suggestion: Suggestion }) => {
  const { t } = useTranslation('editor')
  const litOffer = useLitOffer()
  const store = useEditorStore()
  const port = useCanvasPort()
  const { addFrom } = useCanvasActions()
  const { network, inference } = useNetwork()
  const { scope, place } = suggestion
  const from = pulledId(suggestion)
  const all = useMemo(() => legalLayers(network, from, scope, inference), [network, from, scope, inference])
  const shape = shapeIn(network, from, scope, inference)
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const shown = all.flatMap((legal) => {
    const letters = litOffer({ ...legal.offer, config: { ...legal.layer.config, ...legal.offer.config } }, typed)
    return letters ? [{ legal, letters }] : []
  })
  const at = Math.min(chosen, shown.length - 1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the line that is chosen now
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const close = () => {
    store.setState({ suggestion: undefined })
    port.current?.focus(suggestion.from)
  }
  const add = ({ layer }: LegalLayer) => {
    store.setState({ suggestion: undefined })
    addFrom(layer, from, scope, place)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && shown.length > 0) setChosen((at + step + shown.length) % shown.length)
    else if (event.key === 'Enter' && shown[at]) add(shown[at].legal)
    else if (event.key === 'Escape' || event.key === 'Tab') close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const { innerWidth, innerHeight } = window
  const left = Math.max(8, Math.min(suggestion.at[0], innerWidth - 560))
  const top = Math.max(8, Math.min(suggestion.at[1], innerHeight - 420))
  return (
    <div className="suggest" style={{ left, top }}>
      <div className="suggest-head">
        <b className="cut">{t('suggest.title', { id: from })}</b>
        <span>{shape && shapeText(shape)}</span>
      </div>
      <input
        // biome-ignore lint/a11y/noAutofocus: it was asked for, and typing filters at once
        autoFocus
        role="combobox"
        aria-label={t('suggest.filter')}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={shown[at] && `${id}-${shown[at].legal.offer.key}`}
        placeholder={t('suggest.filter')}
        value={typed}
        spellCheck={false}
        onChange={({ target: { value } }) => {
          setTyped(value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
        onBlur={({ relatedTarget }) => {
          if (!(relatedTarget instanceof Node) || !list.current?.contains(relatedTarget))
            store.setState({ suggestion: undefined })
        }}
      />
      <div className="suggest-list" ref={list} id={id} role="listbox" aria-label={t('suggest.label')}>
        {shown.map(({ legal, letters }, k) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
          <div
            key={legal.offer.key}
            id={`${id}-${legal.offer.key}`}
            role="option"
            tabIndex={-1}
            aria-selected={k === at}
            className="suggest-line"
            onPointerDown={(event) => event.preventDefault()}
            onPointerEnter={() => setChosen(k)}
            onClick={() => add(legal)}
          >
            <FamilyGlyph family={familyOf(legal.offer.type)} />
            <span className="cut">{letters}</span>
            {legal.isUsual && <i>{t('suggest.usual')}</i>}
            <em>{legal.shape && shapeText(legal.shape)}</em>
          </div>
        ))}
        {shown.length === 0 && <p className="dim">{t('suggest.none')}</p>}
      </div>
      <div className="suggest-foot">
        <Kbd>Enter</Kbd> {t('suggest.adds')}
        <span>{t('suggest.count', { fit: all.length, all: offers.length })}</span>
      </div>
    </div>
  )
}
