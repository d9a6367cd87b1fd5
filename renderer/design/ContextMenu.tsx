import { ContextMenu as Base } from '@base-ui/react/context-menu'
import type { ReactElement } from 'react'
import { MenuItems } from './MenuItems'
import type { MenuItem } from './menuItem'
import './Popup.css'

/** What the second mouse button (or Shift F10) offers on `children`, one element. Everything in it is reached in another way too. */
export const ContextMenu = ({ items, children }: { items: readonly MenuItem[]; children: ReactElement }) => (
  <Base.Root>
    <Base.Trigger render={children} />
    <Base.Portal>
      <Base.Positioner className="popup-place">
        <Base.Popup className="popup menu-list">
          <MenuItems items={items} />
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)
