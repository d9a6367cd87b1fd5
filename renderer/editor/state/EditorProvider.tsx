import { createContext, type ReactNode, useContext, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { type CanvasPort, CanvasPortContext } from '../canvas/CanvasContext'
import { createEditorStore, type EditorState, type EditorStore } from './editorStore'
import { NetworkProvider } from './NetworkProvider'

const EditorContext = createContext<EditorStore | undefined>(undefined)

/** What the model page's parts have in common: the network with what is inferred of it, and what is chosen. */
export const EditorProvider = ({ children }: { children: ReactNode }) => {
  const [store] = useState(createEditorStore)
  const port = useRef<CanvasPort>(undefined)
  return (
    <EditorContext value={store}>
      <CanvasPortContext value={port}>
        <NetworkProvider>{children}</NetworkProvider>
      </CanvasPortContext>
    </EditorContext>
  )
}

export function useEditorStore(): EditorStore {
  const store = useContext(EditorContext)
  if (!store) throw new Error('there is no editor here')
  return store
}

/** A part of the editor's state; drawn anew only when that part is another. */
export const useEditor = <Part,>(choose: (state: EditorState) => Part): Part => useStore(useEditorStore(), choose)
