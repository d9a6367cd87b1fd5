import { keysText } from '../commands/keys'
import { Icon, type LucideIcon } from './Icon'
import { Kbd } from './Kbd'
import { Tooltip } from './Tooltip'
import './IconButton.css'

export interface IconButtonProps {
  readonly icon: LucideIcon
  /** Its name, and what the tooltip says. */
  readonly label: string
  /** As in a command: `Mod+Z`. */
  readonly keys?: string
  readonly disabled?: boolean | undefined
  /** For a button that stays pressed. */
  readonly pressed?: boolean
  readonly small?: boolean
  onClick?(): void
}

/** A button that is only a sign. Its word is in the tooltip, which it keeps while it is disabled. */
export const IconButton = ({ icon, label, keys, disabled, pressed, small, onClick }: IconButtonProps) => (
  <Tooltip
    text={
      <>
        {label}
        {keys && <Kbd>{keysText(keys)}</Kbd>}
      </>
    }
  >
    <button
      type="button"
      className={small ? 'icon-button small' : 'icon-button'}
      aria-label={label}
      aria-pressed={pressed}
      aria-disabled={disabled || undefined}
      onClick={disabled ? undefined : onClick}
    >
      <Icon of={icon} />
    </button>
  </Tooltip>
)
