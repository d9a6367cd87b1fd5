import type { Variant } from '../../shared/fields/field'
import type { SettingFieldProps } from './formProps'
import type { GhostWords } from './GhostBox'
import { GhostSelect } from './GhostSelect'
import { startOf } from './startOf'

const none = 'none'

/** A choice that brings settings of its own, shown below it. */
export const VariantsField = ({
  field,
  value,
  ghost,
  ghostText,
  words,
  isFilled,
  Form,
  problem,
  tag,
  variants,
  onChange,
}: SettingFieldProps & { tag: string; variants: readonly Variant[]; ghostText: GhostWords | undefined }) => {
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  const standard = ghost?.value as Record<string, unknown> | undefined
  const word = given?.[tag] as string | undefined
  const variant = variants.find((each) => each.word === word)
  const standards = given && variant ? variant.standards(given) : {}
  const mayBeAbsent = !field.isRequired && field.standard === undefined
  // In a filled form a word that equals the standard was not chosen by anybody.
  const isStandard = isFilled && word !== undefined && word === standard?.[tag]
  // The word alone, and no reason but one of its own: both together are too long for a row.
  const shortGhost =
    ghostText && standard
      ? { value: words.choice(field.name, String(standard[tag])), ...(ghost?.why !== undefined && { why: ghost.why }) }
      : ghostText
  const choices = [...(mayBeAbsent ? [none] : []), ...variants.map((each) => each.word)]
  const change = (name: string, next: unknown) => {
    const { [name]: _, ...rest } = given ?? {}
    onChange(next === undefined ? rest : { ...rest, [name]: next })
  }
  return (
    <>
      <GhostSelect
        label={words.label(field.name)}
        inRow
        problem={problem}
        choices={choices.map((each) => ({ value: each, label: words.choice(field.name, each) }))}
        value={isStandard ? undefined : (word ?? (mayBeAbsent && !ghostText ? none : undefined))}
        ghost={shortGhost ?? (mayBeAbsent ? { value: words.choice(field.name, none) } : undefined)}
        onChange={(chosen) => {
          if (chosen === undefined || chosen === none) return onChange(undefined)
          if (chosen === word && !isStandard) return
          // What the standard says of that variant, else what it needs at least.
          const start =
            standard?.[tag] === chosen ? standard : startOf(variants.find((v) => v.word === chosen)?.fields ?? [])
          onChange({ ...start, [tag]: chosen })
        }}
      />
      {given && variant && variant.fields.length > 0 && (
        <details className="variant-fields" open={!isStandard}>
          <summary>{words.choice(field.name, variant.word)}</summary>
          <Form
            fields={variant.fields}
            values={given}
            words={words}
            isFilled={isFilled}
            onChange={change}
            ghostOf={({ name }) => (standards[name] === undefined ? undefined : { value: standards[name] })}
          />
        </details>
      )}
    </>
  )
}
