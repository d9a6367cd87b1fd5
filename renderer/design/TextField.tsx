import { Field as Base } from '@base-ui/react/field'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { Field } from './Field'

export interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly placeholder?: string
  readonly hint?: string
  readonly problem?: string | undefined
  readonly inRow?: boolean
  readonly disabled?: boolean
  readonly lines?: number
  readonly readOnly?: boolean
  /** At each letter. */
  onChange?(value: string): void
  /** With Enter, and when the field is left; Esc brings the old value back. */
  onCommit?(value: string): void
}

export const TextField = ({
  value,
  placeholder,
  disabled,
  readOnly,
  lines,
  onChange,
  onCommit,
  ...field
}: TextFieldProps) => {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const commit = () => typed !== value && onCommit?.(typed)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !lines) commit()
    if (event.key === 'Escape' && typed !== value) {
      event.stopPropagation()
      setTyped(value)
    }
  }
  return (
    <Field {...field}>
      <Base.Control
        className="box"
        value={typed}
        {...(placeholder !== undefined && { placeholder })}
        disabled={disabled}
        readOnly={readOnly}
        {...(lines && { render: <textarea rows={lines} /> })}
        onValueChange={(next) => {
          setTyped(next)
          onChange?.(next)
        }}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
    </Field>
  )
}
