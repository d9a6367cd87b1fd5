import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keysText } from '../commands/keys'
import { Icon } from '../design/Icon'
import { Kbd } from '../design/Kbd'
import { Lit } from '../design/Lit'
import '../design/Dialog.css'
import './palette.css'
import { type Hit, type HitGroup, rank } from './rank'
import { type PaletteItem, type PaletteKind, registeredItems } from './sources'
import { useOwnItems } from './useOwnItems'

/** Everything that can be found or done, in one list. */
export const Palette = ({ onClose }: { onClose(): void }) => {
  const { t } = useTranslation('palette')
  const [query, setQuery] = useState('')
  const [only, setOnly] = useState<PaletteKind>()
  const input = useRef<HTMLInputElement>(null)
  const stays = useRef(false)
  const lit = useRef<Hit>(undefined)
  const own = useOwnItems()
  const items = useMemo(() => [...registeredItems(), ...own], [own])
  const all = useMemo(() => rank(items, query, undefined), [items, query])
  const groups = only ? rank(items, query, only) : all
  const count = all.reduce((sum, group) => sum + group.count, 0)

  const run = (item: PaletteItem) => {
    const stay = stays.current
    stays.current = false
    if (!stay) onClose()
    item.run(stay)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    stays.current = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
    if (stays.current && lit.current) {
      event.preventDefault()
      run(lit.current.item)
    }
    if (event.key !== 'Tab') return
    event.preventDefault()
    const kinds: (PaletteKind | undefined)[] = [undefined, ...all.map(({ kind }) => kind)]
    const place = kinds.indexOf(only) + (event.shiftKey ? -1 : 1)
    setOnly(kinds[(place + kinds.length) % kinds.length])
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="palette" aria-label={t('title')} initialFocus={input}>
          <Autocomplete.Root
            inline
            open
            items={groups as HitGroup[]}
            filter={null}
            value={query}
            onValueChange={setQuery}
            itemToStringValue={(hit: Hit) => hit.item.label}
            autoHighlight="always"
            keepHighlight
            onItemHighlighted={(hit) => {
              lit.current = hit as Hit | undefined
            }}
          >
            <div className="palette-field">
              <Icon of={Search} />
              <Autocomplete.Input
                ref={input}
                aria-label={t('title')}
                placeholder={t('ask')}
                onKeyDown={onKeyDown}
                spellCheck={false}
              />
              <Kbd>Esc</Kbd>
            </div>
            <fieldset className="palette-kinds" aria-label={t('only')}>
              <button type="button" tabIndex={-1} aria-pressed={only === undefined} onClick={() => setOnly(undefined)}>
                {t('all')} {count}
              </button>
              {all.map((group) => (
                <button
                  type="button"
                  tabIndex={-1}
                  key={group.kind}
                  aria-pressed={only === group.kind}
                  onClick={() => setOnly(group.kind)}
                >
                  {t(`kinds.${group.kind}`)} {group.count}
                </button>
              ))}
            </fieldset>
            <Autocomplete.Empty className="palette-empty">{count === 0 && t('nothing')}</Autocomplete.Empty>
            <Autocomplete.List className="palette-list">
              {(group: HitGroup) => (
                <Autocomplete.Group key={group.kind} items={group.items}>
                  <Autocomplete.GroupLabel className="menu-heading">{t(`kinds.${group.kind}`)}</Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(hit: Hit) => (
                      <Autocomplete.Item
                        key={hit.item.id}
                        value={hit}
                        className="palette-item"
                        onClick={() => run(hit.item)}
                      >
                        <Line hit={hit} />
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
          <footer className="palette-foot">
            <span>
              <Kbd>↑</Kbd> <Kbd>↓</Kbd> {t('choose')}
            </span>
            <span>
              <Kbd>Tab</Kbd> {t('onlyKind')}
            </span>
            <span>
              <Kbd>{keysText('Mod+Enter')}</Kbd> {t('stay')}
            </span>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

const Line = ({ hit: { item, label, about } }: { hit: Hit }) => (
  <>
    <span className="palette-sign">{item.drawing ?? (item.icon && <Icon of={item.icon} />)}</span>
    <span className="palette-label cut">
      <Lit text={item.label} ranges={label} />
    </span>
    {item.about && (
      <span className="palette-about cut">
        <Lit text={item.about} ranges={about} />
      </span>
    )}
    <span className="palette-result">
      {item.result}
      {item.keys && <Kbd>{keysText(item.keys)}</Kbd>}
      <span className="palette-enter">
        <Kbd>Enter</Kbd>
      </span>
    </span>
  </>
)
