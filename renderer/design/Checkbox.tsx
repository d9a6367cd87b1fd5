import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import './Switch.css'

export interface CheckboxProps {
  readonly label: ReactNode
  /** The name where `label` is empty: in a table. */
  readonly name?: string
  readonly checked: boolean
  /** Some of what it stands for are checked. */
  readonly isPartly?: boolean
  readonly disabled?: boolean
  onChange(checked: boolean): void
}

export const Checkbox = ({ label, name, checked, isPartly, disabled, onChange }: CheckboxProps) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox has its own input
  <label className="check-label">
    <Base.Root
      className="checkbox"
      checked={checked}
      indeterminate={isPartly}
      disabled={disabled}
      {...(name !== undefined && { 'aria-label': name })}
      onCheckedChange={(next) => onChange(next)}
    >
      <Base.Indicator>
        {isPartly ? (
          <Minus size={10} strokeWidth={2.5} aria-hidden />
        ) : (
          <Check size={10} strokeWidth={2.5} aria-hidden />
        )}
      </Base.Indicator>
    </Base.Root>
    {label && <span className="cut">{label}</span>}
  </label>
)
