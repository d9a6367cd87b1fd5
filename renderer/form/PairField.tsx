import { useTranslation } from 'react-i18next'
import { NumberField } from '../design/NumberField'
import type { SettingFieldProps } from './formProps'
import type { GhostWords } from './GhostBox'
import { pairOf, pairValue } from './valueText'

/** Height and width side by side. Of a ghost typing one makes both one's own. */
export const PairField = ({
  field,
  value,
  ghost,
  ghostText,
  words,
  problem,
  least,
  most,
  onChange,
}: SettingFieldProps & { least: number; most: number; ghostText: GhostWords | undefined }) => {
  const { t } = useTranslation('inspector')
  const label = words.label(field.name)
  const given = pairOf(value)
  const standard = pairOf(ghost?.value)
  const side = (axis: 0 | 1) => {
    const ghostSide = standard ? String(standard[axis]) : ghostText?.value
    return (
      <NumberField
        label={`${label}, ${t(axis === 0 ? 'height' : 'width')}`}
        value={given?.[axis]}
        min={least}
        max={most}
        isWhole
        {...(ghostSide !== undefined && {
          ghost: { value: ghostSide, ...(axis === 1 && ghostText?.why && { why: ghostText.why }) },
        })}
        onChange={(next) => {
          if (next === undefined) return onChange(undefined)
          // A square kernel stays square until the other side was set to something else.
          const other = given?.[1 - axis] ?? standard?.[1 - axis] ?? next
          const wasSquare = (given ?? standard)?.[0] === (given ?? standard)?.[1]
          const isFirst = axis === 0
          if (isFirst && wasSquare) return onChange(next)
          onChange(isFirst ? pairValue(next, other) : pairValue(other, next))
        }}
      />
    )
  }
  // A square that nobody set is one number.
  if (!given && (!standard || standard[0] === standard[1]))
    return (
      <NumberField
        label={label}
        inRow
        value={undefined}
        min={least}
        max={most}
        isWhole
        problem={problem}
        {...(ghostText && { ghost: ghostText })}
        onChange={onChange}
      />
    )
  return (
    <div className="pair-row" data-invalid={problem !== undefined || undefined}>
      <span className="form-label cut" title={label} aria-hidden="true">
        {label}
      </span>
      <div className="pair-sides">
        {side(0)}
        {side(1)}
      </div>
      {problem !== undefined && <span className="form-problem">{problem}</span>}
    </div>
  )
}
