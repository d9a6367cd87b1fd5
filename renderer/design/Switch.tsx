import { Switch as Base } from '@base-ui/react/switch'
import './Switch.css'

export interface SwitchProps {
  readonly label: string
  readonly checked: boolean
  readonly disabled?: boolean
  onChange(checked: boolean): void
}

/** On or off, in force at once. */
export const Switch = ({ label, checked, disabled, onChange }: SwitchProps) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the switch has its own input
  <label className="switch-label">
    <Base.Root className="switch" checked={checked} disabled={disabled} onCheckedChange={(next) => onChange(next)}>
      <Base.Thumb className="switch-thumb" />
    </Base.Root>
    <span className="cut">{label}</span>
  </label>
)
