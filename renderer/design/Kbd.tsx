import type { ReactNode } from 'react'
import './Kbd.css'

/** Keys as they are written: `keysText` gives them. */
export const Kbd = ({ children }: { children: ReactNode }) => <kbd className="kbd">{children}</kbd>
