import type { SettingsFormProps } from './formProps'
import { SettingField } from './SettingField'
import './form.css'

/** The settings of a schema, a row each. */
export const SettingsForm = (props: SettingsFormProps) => {
  const { fields, values, words, isFilled = false, ghostOf, problemOf, onChange } = props
  return (
    <div className="settings-form">
      {fields.map((field) => {
        const ghost = ghostOf?.(field) ?? (field.standard === undefined ? undefined : { value: field.standard })
        const given = values[field.name]
        const isWhole = field.type.kind === 'variants' || field.type.kind === 'group'
        // Of a choice with settings of its own the parts are judged, each by itself.
        const isStandard =
          isFilled && !isWhole && ghost !== undefined && JSON.stringify(given) === JSON.stringify(ghost.value)
        return (
          <SettingField
            key={field.name}
            field={field}
            value={isStandard ? undefined : given}
            words={words}
            ghost={ghost}
            isFilled={isFilled}
            Form={SettingsForm}
            problem={problemOf?.(field.name)}
            onChange={(value) => onChange(field.name, value)}
          />
        )
      })}
    </div>
  )
}
