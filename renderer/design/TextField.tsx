import { Field as Base } from '@base-ui/react/field'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
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
  /** In each pause too: prose takes long to write, and is not to be lost with the window. */
  readonly commitsInPauses?: boolean
}

/** Of somebody who writes, in milliseconds. */
const pauseMs = 800

export const TextField = ({
  value,
  placeholder,
  disabled,
  readOnly,
  lines,
  onChange,
  onCommit,
  commitsInPauses,
  ...field
}: TextFieldProps) => {
  const [typed, setTyped] = useState(value)
  /** Handed on in a pause: its coming back, trimmed perhaps, is no reason to touch what is being written. */
  const handedOn = useRef<string>(undefined)
  useEffect(() => {
    const isOwn = handedOn.current?.trim() === value.trim()
    handedOn.current = undefined
    if (!isOwn) setTyped(value)
  }, [value])
  const commit = () => typed !== value && onCommit?.(typed)
  const pause = () => {
    if (typed.trim() === value.trim()) return
    handedOn.current = typed
    onCommit?.(typed)
  }
  const latest = useRef(pause)
  latest.current = pause
  // biome-ignore lint/correctness/useExhaustiveDependencies: each letter begins the pause anew
  useEffect(() => {
    if (!commitsInPauses) return
    const timer = setTimeout(() => latest.current(), pauseMs)
    return () => clearTimeout(timer)
  }, [commitsInPauses, typed])
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
