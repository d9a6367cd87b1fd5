import { createContext, useContext } from 'react'
import type { Layout, Place } from '../layout/layoutRequest'
import type { NodeKey } from '../state/editorStore'
import type { CanvasView } from '../view/canvasView'
import type { NodeFacts } from '../view/nodeFacts'

/** What is drawn now: for commands and keys, which ask when they are done, not for drawing. */
export interface Drawn {
  readonly view: CanvasView
  readonly facts: ReadonlyMap<NodeKey, NodeFacts>
  readonly layout: Layout | undefined
  /** On the canvas itself. */
  readonly places: ReadonlyMap<NodeKey, Place>
}

export interface CanvasPort {
  /** The newest that was drawn. */
  drawn(): Drawn
  /** Brings nodes into view; all without keys. */
  show(keys?: readonly NodeKey[]): void
  /** The first look: all where it can be read, else the network's beginning. */
  begin(): void
  /** Moves the view as little as is needed for a node to be in it. */
  reveal(key: NodeKey): void
  zoom(how: 'in' | 'out'): void
  /** Puts the keyboard on a node once it is drawn. */
  focus(key: NodeKey): void
}

export const DrawnContext = createContext<Drawn | undefined>(undefined)

/** For drawing: drawn anew with it. */
export function useDrawnNow(): Drawn {
  const drawn = useContext(DrawnContext)
  if (!drawn) throw new Error('nothing is drawn here')
  return drawn
}

/** How the palette and the commands reach the canvas; filled by the canvas as long as it is there. */
export const CanvasPortContext = createContext<{ current: CanvasPort | undefined }>({ current: undefined })
export const useCanvasPort = (): { current: CanvasPort | undefined } => useContext(CanvasPortContext)
