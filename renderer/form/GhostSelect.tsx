import { type Choice, Select } from '../design/Select'
import { GhostBox, type GhostWords } from './GhostBox'

/** One of a few words, or the ghost. */
export const GhostSelect = ({
  label,
  choices,
  value,
  ghost,
  problem,
  inRow,
  hint,
  onChange,
}: {
  label: string
  choices: readonly Choice<string>[]
  value: string | undefined
  ghost: GhostWords | undefined
  problem?: string | undefined
  inRow?: boolean
  hint?: string
  onChange(value: string | undefined): void
}) => (
  <GhostBox
    isGhost={value === undefined}
    why={ghost?.why}
    canClear={value !== undefined && ghost !== undefined}
    onClear={() => onChange(undefined)}
  >
    <Select
      label={label}
      choices={choices}
      value={value}
      problem={problem}
      {...(inRow && { inRow })}
      {...(hint !== undefined && { hint })}
      {...(ghost && { placeholder: ghost.value })}
      onChange={onChange}
    />
  </GhostBox>
)
