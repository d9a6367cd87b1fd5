import { createContext } from 'react'

/** Whether the canvas is seen from so far that words cannot be read: nodes are then plain marks. */
export const FarContext = createContext(false)
