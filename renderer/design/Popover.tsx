import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import './Popup.css'
import './Popover.css'

/** A small panel at what opens it. `trigger`: a button. `label` names the panel. */
export const Popover = ({
  trigger,
  label,
  side = 'bottom',
  align = 'center',
  children,
  isOpen,
  onOpenChange,
}: {
  trigger: ReactElement
  label: string
  side?: 'top' | 'bottom' | 'left' | 'right'
  align?: 'start' | 'center' | 'end'
  children: ReactNode
  isOpen?: boolean
  onOpenChange?(isOpen: boolean): void
}) => (
  <Base.Root {...(isOpen !== undefined && { open: isOpen })} onOpenChange={(open) => onOpenChange?.(open)}>
    <Base.Trigger render={trigger} />
    <Base.Portal>
      <Base.Positioner className="popup-place" side={side} align={align} sideOffset={6} collisionPadding={8}>
        <Base.Popup className="popup popover" aria-label={label}>
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)
