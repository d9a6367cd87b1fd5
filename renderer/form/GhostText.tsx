import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../design/TextField'
import { GhostBox, type GhostWords } from './GhostBox'

/** A value that is typed as text, or the ghost. Emptied: the ghost is back. What cannot be read stays, and is said. */
export const GhostText = ({
  label,
  text,
  ghost,
  problem,
  inRow,
  hint,
  lines,
  read,
  onChange,
}: {
  label: string
  /** `undefined`: nothing is given. */
  text: string | undefined
  ghost: GhostWords | undefined
  problem?: string | undefined
  inRow?: boolean
  hint?: string
  lines?: number
  read(text: string): unknown
  onChange(value: unknown): void
}) => {
  const { t } = useTranslation('inspector')
  const [unread, setUnread] = useState<string>()
  const commit = (typed: string) => {
    if (typed.trim() === '') {
      setUnread(undefined)
      if (ghost) onChange(undefined)
      return
    }
    const value = read(typed)
    setUnread(value === undefined ? typed : undefined)
    if (value !== undefined) onChange(value)
  }
  return (
    <GhostBox isGhost={text === undefined} why={ghost?.why} canClear={false} onClear={() => undefined}>
      <TextField
        label={label}
        value={unread ?? text ?? ''}
        problem={unread === undefined ? problem : t('notRead')}
        {...(inRow && { inRow })}
        {...(hint !== undefined && { hint })}
        {...(lines !== undefined && { lines })}
        {...(ghost && { placeholder: ghost.value })}
        onCommit={commit}
      />
    </GhostBox>
  )
}
