import type { SettingFieldProps } from './formProps'
import type { GhostWords } from './GhostBox'
import { GhostSelect } from './GhostSelect'
import { GhostText } from './GhostText'
import { parseSides, sidesText } from './valueText'

/** A word, or pixels on each side; without words pixels alone. */
export const PaddingField = ({
  field,
  value,
  words,
  all,
  ghostText,
  problem,
  onChange,
}: SettingFieldProps & { all: readonly string[]; ghostText: GhostWords | undefined }) => {
  const { name } = field
  const isPixels = typeof value === 'number' || Array.isArray(value)
  const pixels = (label: string) => (
    <GhostText
      label={label}
      inRow
      problem={problem}
      text={isPixels ? sidesText(value) : undefined}
      ghost={all.length === 0 ? ghostText : undefined}
      read={parseSides}
      onChange={onChange}
    />
  )
  if (all.length === 0) return pixels(words.label(name))
  return (
    <>
      <GhostSelect
        label={words.label(name)}
        inRow
        problem={isPixels ? undefined : problem}
        choices={[...all, 'pixels'].map((word) => ({ value: word, label: words.choice(name, word) }))}
        value={isPixels ? 'pixels' : typeof value === 'string' ? value : undefined}
        ghost={ghostText}
        onChange={(word) => onChange(word === 'pixels' ? 1 : word)}
      />
      {isPixels && pixels(words.choice(name, 'pixels'))}
    </>
  )
}
