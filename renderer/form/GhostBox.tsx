import type { KeyboardEvent, ReactNode } from 'react'

export interface GhostWords {
  readonly value: string
  readonly why?: string
}

/**
 * Around a field that shows what counts without it: dashed, italic, the reason at the right. Backspace or Delete takes a value back,
 * so that the ghost shows again.
 */
export const GhostBox = ({
  isGhost,
  why,
  canClear,
  children,
  onClear,
}: {
  isGhost: boolean
  why: string | undefined
  /** Something was given, and there is a ghost behind it. */
  canClear: boolean
  children: ReactNode
  onClear(): void
}) => {
  const onKeyDown = (event: KeyboardEvent) => {
    if (!canClear || (event.key !== 'Backspace' && event.key !== 'Delete')) return
    // In a text field the key takes letters.
    if (event.target instanceof HTMLElement && event.target.closest('input:not([readonly]), textarea')) return
    event.preventDefault()
    event.stopPropagation()
    onClear()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens to the keys of the control inside
    <div
      className={['ghost-box', isGhost && 'is-ghost', isGhost && why && 'has-why'].filter(Boolean).join(' ')}
      title={isGhost ? why : undefined}
      onKeyDown={onKeyDown}
    >
      {children}
      {isGhost && why && <span className="ghost-why">{why}</span>}
    </div>
  )
}
