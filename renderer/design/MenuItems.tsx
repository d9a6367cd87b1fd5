import { Menu as Base } from '@base-ui/react/menu'
import { keysText } from '../commands/keys'
import { Icon } from './Icon'
import { Kbd } from './Kbd'
import type { MenuItem } from './menuItem'
import './Popup.css'

/** What menus and context menus have in common. */
export const MenuItems = ({ items }: { items: readonly MenuItem[] }) =>
  items.map((item, place) =>
    item === 'line' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place
      <div key={place} className="menu-line" role="none" />
    ) : (
      <Base.Item
        key={item.id}
        className={item.danger ? 'menu-item danger' : 'menu-item'}
        disabled={item.disabled ?? false}
        onClick={() => item.run()}
      >
        {item.icon && <Icon of={item.icon} />}
        <span className="cut">{item.label}</span>
        {item.keys && <Kbd>{keysText(item.keys)}</Kbd>}
      </Base.Item>
    ),
  )
