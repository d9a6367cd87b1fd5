import { NumberField } from '../design/NumberField'
import { Select } from '../design/Select'
import type { SettingFieldProps } from './formProps'

interface Duration {
  readonly steps?: number
  readonly epochs?: number
}

/** A stretch of training: a number, and whether it counts steps or epochs. */
export const DurationField = ({ field, value, ghost, words, problem, onChange }: SettingFieldProps) => {
  const given = typeof value === 'object' && value !== null ? (value as Duration) : undefined
  const standard = ghost?.value as Duration | undefined
  const unit = (given ?? standard)?.steps === undefined ? 'epochs' : 'steps'
  const count = given?.steps ?? given?.epochs
  const isOptional = !field.isRequired
  const label = words.label(field.name)
  return (
    <div className={count === undefined ? 'duration-row empty' : 'duration-row'}>
      <NumberField
        label={label}
        inRow
        problem={problem}
        value={count}
        min={0}
        {...(unit === 'steps' && { isWhole: true })}
        {...(isOptional && {
          ghost: {
            value: standard ? String(standard.steps ?? standard.epochs) : words.choice(field.name, 'wholeRun'),
          },
        })}
        onChange={(next) => onChange(next === undefined ? undefined : { [unit]: next })}
      />
      {/* Where no number is given there is nothing to count, and the ghost has the whole row. */}
      {count !== undefined && (
        <Select
          label={`${label}, ${words.choice(field.name, 'unit')}`}
          choices={(['epochs', 'steps'] as const).map((word) => ({
            value: word,
            label: words.choice(field.name, word),
          }))}
          value={unit}
          onChange={(word) => onChange({ [word]: word === 'steps' ? Math.round(count) : count })}
        />
      )}
    </div>
  )
}
