import { Checkbox } from '../design/Checkbox'
import type { SettingFieldProps } from './formProps'

/** Any of a few words. */
export const ChoicesField = ({
  field,
  value,
  ghost,
  words,
  all,
  onChange,
}: SettingFieldProps & { all: readonly string[] }) => {
  const chosen = Array.isArray(value) ? value : Array.isArray(ghost?.value) ? ghost.value : []
  const label = words.label(field.name)
  return (
    <fieldset className="choices-row">
      <legend className="visually-hidden">{label}</legend>
      <span className="form-label cut" aria-hidden="true" title={label}>
        {label}
      </span>
      <div className="choices">
        {all.map((word) => (
          <Checkbox
            key={word}
            label={words.choice(field.name, word)}
            checked={chosen.includes(word)}
            onChange={(checked) => onChange(all.filter((other) => (other === word ? checked : chosen.includes(other))))}
          />
        ))}
      </div>
    </fieldset>
  )
}
