import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor, useEditorStore } from '../state/EditorProvider'
import { useCanvasActions } from '../state/useCanvasActions'
import type { NodeFacts } from '../view/nodeFacts'

/** A node's own name; a field while it is being written. `children`: what stands there in its place otherwise. */
export const NodeName = ({ facts, children }: { facts: NodeFacts; children?: ReactNode }) => {
  const isWriting = useEditor(({ renaming }) => renaming === facts.key)
  if (isWriting) return <NameField facts={facts} />
  return children ?? <span className="name cut">{facts.id}</span>
}

const NameField = ({ facts }: { facts: NodeFacts }) => {
  const { t } = useTranslation('editor')
  const { rename } = useCanvasActions()
  const store = useEditorStore()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') rename(facts.key, event.currentTarget.value.trim())
    if (event.key === 'Escape') rename(facts.key, facts.id)
  }
  return (
    <input
      ref={field}
      className="name-field nodrag nopan"
      defaultValue={facts.id}
      aria-label={t('layerName', { id: facts.id })}
      spellCheck={false}
      maxLength={80}
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget }) => {
        if (store.getState().renaming === facts.key) rename(facts.key, currentTarget.value.trim())
      }}
    />
  )
}
