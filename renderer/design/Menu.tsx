import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement } from 'react'
import { MenuItems } from './MenuItems'
import type { MenuItem } from './menuItem'
import './Popup.css'

/** A button that opens a list of things to do. `trigger`: the button, with a name. */
export const Menu = ({
  trigger,
  items,
  align = 'start',
}: {
  trigger: ReactElement
  items: readonly MenuItem[]
  align?: 'start' | 'center' | 'end'
}) => (
  <Base.Root modal={false}>
    <Base.Trigger render={trigger} />
    <Base.Portal>
      <Base.Positioner className="popup-place" align={align} sideOffset={4} collisionPadding={8}>
        <Base.Popup className="popup menu-list">
          <MenuItems items={items} />
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)
