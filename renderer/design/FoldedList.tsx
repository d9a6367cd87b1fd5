import type { ReactNode } from 'react'
import './FoldedList.css'

/** Items behind a line that tells what they are; long lists scroll. */
export const FoldedList = ({
  label,
  isOpen = false,
  children,
}: {
  label: string
  /** From the start. */
  isOpen?: boolean
  /** `<li>` each. */
  children: ReactNode
}) => (
  <details className="folded-list" open={isOpen}>
    <summary>{label}</summary>
    <ul>{children}</ul>
  </details>
)
