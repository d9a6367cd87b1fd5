import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'
import { Icon, type LucideIcon } from './Icon'
import './SegmentedControl.css'

export interface Segment<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly icon?: LucideIcon
}

/** One of two to five, all seen at once. `label` names the group. */
export const SegmentedControl = <Value extends string>({
  label,
  segments,
  value,
  disabled,
  onChange,
}: {
  label: string
  segments: readonly Segment<Value>[]
  value: Value
  disabled?: boolean
  onChange(value: Value): void
}) => (
  <ToggleGroup
    className="segments"
    aria-label={label}
    value={[value]}
    disabled={disabled}
    onValueChange={([next]) => next !== undefined && onChange(next as Value)}
  >
    {segments.map((segment) => (
      <Toggle key={segment.value} value={segment.value} className="segment">
        {segment.icon && <Icon of={segment.icon} size={14} />}
        {segment.label}
      </Toggle>
    ))}
  </ToggleGroup>
)
