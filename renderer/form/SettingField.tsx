import { useTranslation } from 'react-i18next'
import { NumberField } from '../design/NumberField'
import { ChoicesField } from './ChoicesField'
import { DurationField } from './DurationField'
import type { SettingFieldProps } from './formProps'
import { mixed } from './formWords'
import type { GhostWords } from './GhostBox'
import { GhostSelect } from './GhostSelect'
import { GhostText } from './GhostText'
import { GroupField } from './GroupField'
import { PaddingField } from './PaddingField'
import { PairField } from './PairField'
import { VariantsField } from './VariantsField'
import { matrixText, numbersText, parseMatrix, parseNumbers, parseShape, shapeText, valueText } from './valueText'

/** One setting, by its kind. */
export const SettingField = (props: SettingFieldProps) => {
  const { field, value, ghost, words, problem, onChange } = props
  const { t } = useTranslation('inspector')
  const { name, type } = field
  const label = words.label(name)
  const choice = (word: string) => words.choice(name, word)
  const several = value === mixed
  const ghostText: GhostWords | undefined = several
    ? { value: t('several') }
    : ghost && { value: valueText(type, ghost.value, choice), why: ghost.why ?? t('standard') }
  const row = {
    label,
    problem,
    inRow: true,
    ...(words.hint?.(name) !== undefined && { hint: words.hint(name) as string }),
  }

  if (isExpression(value)) return <ExpressionText {...props} />
  switch (type.kind) {
    case 'json':
      return (
        <GhostText
          {...row}
          text={value === undefined || several ? undefined : JSON.stringify(value)}
          ghost={ghostText}
          read={readJson}
          onChange={onChange}
        />
      )
    case 'whole-number':
    case 'number':
      if (field.mayBeNull && (value === null || (value === undefined && ghost?.value === null)))
        return <NullNumber {...props} />
      return (
        <NumberField
          {...row}
          value={typeof value === 'number' ? value : undefined}
          {...(type.least !== undefined && { min: type.least })}
          {...(type.most !== undefined && { max: type.most })}
          {...(type.kind === 'whole-number' ? { isWhole: true } : stepOf(type, ghost?.value))}
          {...(ghostText && { ghost: ghostText })}
          onChange={onChange}
        />
      )
    case 'flag':
      return (
        <GhostSelect
          {...row}
          choices={['yes', 'no'].map((word) => ({ value: word, label: choice(word) }))}
          value={typeof value === 'boolean' ? (value ? 'yes' : 'no') : undefined}
          ghost={ghostText}
          onChange={(word) => onChange(word === undefined ? undefined : word === 'yes')}
        />
      )
    case 'choice':
      return (
        <GhostSelect
          {...row}
          choices={type.words.map((word) => ({ value: word, label: choice(word) }))}
          value={typeof value === 'string' ? value : undefined}
          ghost={ghostText ?? (field.isRequired ? undefined : { value: t('none') })}
          onChange={onChange}
        />
      )
    case 'choices':
      return <ChoicesField {...props} words={words} all={type.words} />
    case 'pair':
      return <PairField {...props} least={type.least} most={type.most} ghostText={ghostText} />
    case 'padding':
      return <PaddingField {...props} all={type.words} ghostText={ghostText} />
    case 'shape':
      return (
        <GhostText
          {...row}
          text={Array.isArray(value) ? shapeText(value) : undefined}
          ghost={ghostText}
          read={parseShape}
          onChange={onChange}
        />
      )
    case 'numbers':
      return (
        <GhostText
          {...row}
          text={Array.isArray(value) ? numbersText(value) : undefined}
          ghost={ghostText}
          read={(text) => parseNumbers(text, type.count)}
          onChange={onChange}
        />
      )
    case 'matrix':
      return (
        <GhostText
          {...row}
          lines={3}
          text={Array.isArray(value) ? matrixText(value) : undefined}
          ghost={ghostText}
          read={parseMatrix}
          onChange={onChange}
        />
      )
    case 'duration':
      return <DurationField {...props} />
    case 'durations':
      return <DurationsText {...props} />
    case 'group':
      return <GroupField {...props} fields={type.fields} />
    case 'variants':
      return <VariantsField {...props} tag={type.tag} variants={type.variants} ghostText={ghostText} />
  }
}

/** Inside a block a setting may be worked out from the block's parameters. */
const isExpression = (value: unknown): value is { readonly $: unknown } =>
  typeof value === 'object' && value !== null && '$' in value

const ExpressionText = ({ field, value, words, problem, onChange }: SettingFieldProps) => (
  <GhostText
    label={words.label(field.name)}
    problem={problem}
    inRow
    text={`= ${JSON.stringify((value as { $: unknown }).$)}`}
    ghost={undefined}
    read={(text) => {
      const written = readJson(text.replace(/^\s*=/, ''))
      if (written === undefined) return undefined
      return text.trimStart().startsWith('=') ? { $: written } : written
    }}
    onChange={onChange}
  />
)

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Small numbers are dragged by factors: rates, epsilons. */
function stepOf({ least, most }: { least?: number; most?: number }, ghost: unknown) {
  const isPart = least === 0 && most === 1
  if (isPart) return { step: 0.01 }
  const usual = typeof ghost === 'number' ? Math.abs(ghost) : 0
  return usual > 0 && usual < 0.1 ? { isLog: true } : { step: 0.1 }
}

/** `null` where a number may stand. */
const NullNumber = ({ field, value, words, problem, onChange }: SettingFieldProps) => (
  <GhostSelect
    label={words.label(field.name)}
    problem={problem}
    inRow
    choices={[
      { value: 'null', label: words.choice(field.name, 'null') },
      { value: 'number', label: words.choice(field.name, 'number') },
    ]}
    value={value === null ? 'null' : undefined}
    ghost={{ value: words.choice(field.name, 'null') }}
    onChange={(word) => onChange(word === 'null' ? null : undefined)}
  />
)

/** Points of a schedule: `30, 60, 80`, in epochs unless they are steps. */
const DurationsText = ({ field, value, ghost, words, problem, onChange }: SettingFieldProps) => {
  const given = Array.isArray(value) ? (value as { steps?: number; epochs?: number }[]) : undefined
  const unit = given?.some(({ steps }) => steps !== undefined) ? 'steps' : 'epochs'
  const textOf = (all: typeof given) => all?.map((each) => each.steps ?? each.epochs).join(', ')
  return (
    <GhostText
      label={words.label(field.name)}
      problem={problem}
      inRow
      text={textOf(given)}
      hint={words.choice(field.name, unit)}
      ghost={ghost && { value: textOf(ghost.value as typeof given) ?? '' }}
      read={(text) => parseNumbers(text)?.map((at) => ({ [unit]: at }))}
      onChange={onChange}
    />
  )
}
