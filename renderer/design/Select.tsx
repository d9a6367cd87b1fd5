import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { Field } from './Field'
import { Icon } from './Icon'
import './Popup.css'
import './Select.css'

export interface Choice<Value extends string> {
  readonly value: Value
  readonly label: string
  /** Dim, at the right. */
  readonly aside?: string
  readonly disabled?: boolean
}

export interface SelectProps<Value extends string> {
  readonly label: string
  readonly choices: readonly Choice<Value>[]
  readonly value: Value | undefined
  readonly hint?: string
  readonly problem?: string | undefined
  readonly inRow?: boolean
  readonly quiet?: boolean
  readonly disabled?: boolean
  readonly placeholder?: string
  onChange(value: Value): void
}

/** One of a few. */
export const Select = <Value extends string>({
  choices,
  value,
  onChange,
  disabled,
  placeholder,
  ...field
}: SelectProps<Value>) => (
  <Field {...field}>
    <Base.Root
      items={choices}
      value={value ?? null}
      disabled={disabled}
      modal={false}
      onValueChange={(next) => next !== null && onChange(next)}
    >
      <Base.Trigger className="box select" title={choices.find((choice) => choice.value === value)?.label}>
        <Base.Value className="cut" placeholder={placeholder} />
        <Base.Icon className="select-icon">
          <Icon of={ChevronDown} size={14} />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="popup-place" sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className="popup menu-list">
            {choices.map((choice) => (
              <Base.Item
                key={choice.value}
                value={choice.value}
                disabled={choice.disabled ?? false}
                className="menu-item"
              >
                <span className="menu-check">
                  <Base.ItemIndicator>
                    <Icon of={Check} size={14} />
                  </Base.ItemIndicator>
                </span>
                <Base.ItemText className="cut">{choice.label}</Base.ItemText>
                {choice.aside && <span className="aside">{choice.aside}</span>}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  </Field>
)
