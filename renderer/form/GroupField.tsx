import type { Field } from '../../shared/fields/field'
import { Checkbox } from '../design/Checkbox'
import type { SettingFieldProps } from './formProps'
import { startOf } from './startOf'

/** Settings that belong together. Where they may be absent a tick switches them on, with what is needed at least. */
export const GroupField = ({
  field,
  value,
  words,
  isFilled,
  problem,
  fields,
  Form,
  onChange,
}: SettingFieldProps & { fields: readonly Field[] }) => {
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  const mayBeAbsent = !field.isRequired && field.standard === undefined
  const label = words.label(field.name)
  const change = (name: string, next: unknown) => {
    const { [name]: _, ...rest } = given ?? {}
    onChange(next === undefined ? rest : { ...rest, [name]: next })
  }
  return (
    <fieldset className="group-field">
      <legend className="visually-hidden">{label}</legend>
      {mayBeAbsent ? (
        <Checkbox
          label={label}
          checked={given !== undefined}
          onChange={(checked) => onChange(checked ? startOf(fields) : undefined)}
        />
      ) : (
        <span className="group-name">{label}</span>
      )}
      {(given !== undefined || !mayBeAbsent) && (
        <Form fields={fields} values={given ?? {}} words={words} isFilled={isFilled} onChange={change} />
      )}
      {problem !== undefined && <span className="form-problem">{problem}</span>}
    </fieldset>
  )
}
