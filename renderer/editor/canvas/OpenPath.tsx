import { useTranslation } from 'react-i18next'
import { useEditor } from '../state/EditorProvider'
import type { NodeKey } from '../state/editorStore'
import { useNetwork } from '../state/NetworkProvider'
import { useCanvasActions } from '../state/useCanvasActions'
import { placeOfKey } from '../view/placeOfKey'

/** In which open blocks the chosen layer stands, from the outside in; a step leads out again. */
export const OpenPath = () => {
  const { t } = useTranslation('editor')
  const { network } = useNetwork()
  const { fold } = useCanvasActions()
  const focus = useEditor((state) => state.focus)
  const opened = useEditor((state) => state.opened)
  const around =
    focus === undefined
      ? []
      : [...opened].filter((key) => focus.startsWith(`${key}.`)).sort((a, b) => a.length - b.length)
  if (around.length === 0 || focus === undefined) return null
  const name = (key: NodeKey) => placeOfKey(network, key)?.id ?? key
  return (
    <nav className="open-path" aria-label={t('path')}>
      <ol>
        <li>
          <button type="button" onClick={() => fold(around[0] as NodeKey)}>
            {network.name ?? t('wholeNetwork')}
          </button>
        </li>
        {around.map((key, place) => (
          <li key={key}>
            {place === around.length - 1 ? (
              <span aria-current="location">{name(key)}</span>
            ) : (
              <button type="button" onClick={() => fold(around[place + 1] as NodeKey)}>
                {name(key)}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
