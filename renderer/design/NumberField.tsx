import { Field as Base } from '@base-ui/react/field'
import { GripVertical } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { isPressed } from '../commands/keys'
import { commandRegistry } from '../commands/registry'
import { Field } from './Field'
import { Icon } from './Icon'
import { dragged, inRange, numberText, parseNumber } from './numberText'
import './NumberField.css'

/** Nothing is being typed: undo is the project's, not the field's. */
function askForUndo(event: KeyboardEvent): boolean {
  const which = isPressed('Mod+Z', event)
    ? 'undo'
    : isPressed('Mod+Shift+Z', event) || isPressed('Mod+Y', event)
      ? 'redo'
      : undefined
  if (which === undefined) return false
  event.preventDefault()
  commandRegistry.run(which)
  return true
}

export interface NumberFieldProps {
  readonly label: string
  /** `undefined`: nothing is set, and the ghost counts. */
  readonly value: number | undefined
  readonly min?: number
  readonly max?: number
  /** Of an arrow key, and of four dragged pixels. */
  readonly step?: number
  readonly isWhole?: boolean
  /** Dragging multiplies: for rates. */
  readonly isLog?: boolean
  /** Behind the number: `px`, `%`. */
  readonly unit?: string
  /** What counts while nothing is set, and why. */
  readonly ghost?: { readonly value: string; readonly why?: string }
  readonly hint?: string
  readonly problem?: string | undefined
  readonly inRow?: boolean
  readonly disabled?: boolean
  /** While it is dragged too. `undefined`: emptied, so that the ghost is back; only where there is one. */
  onChange(value: number | undefined): void
}

/** A number: typed, dragged sideways (Shift: finely), stepped with the arrows; Esc brings back what it was. */
export const NumberField = (props: NumberFieldProps) => {
  const {
    value,
    min,
    max,
    step = 1,
    isWhole,
    isLog,
    unit,
    ghost,
    disabled,
    onChange,
    label,
    hint,
    problem,
    inRow,
  } = props
  const [typed, setTyped] = useState<string>()
  const before = useRef(value)
  const drag = useRef<{ x: number; from: number; isMoving: boolean }>(undefined)
  const input = useRef<HTMLInputElement>(null)
  const range = { min, max, isWhole }
  const shown = typed ?? (value === undefined ? '' : numberText(value))
  const isGhost = value === undefined && typed === undefined && ghost !== undefined

  const commit = () => {
    if (typed === undefined) return
    setTyped(undefined)
    const next = parseNumber(typed)
    if (next !== undefined) onChange(inRange(next, range))
    else if (typed.trim() === '' && ghost) onChange(undefined)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (typed === undefined && askForUndo(event)) return
    if (event.key === 'Enter') commit()
    else if (event.key === 'Escape') {
      if (typed === undefined && value === before.current) return
      event.stopPropagation()
      setTyped(undefined)
      if (value !== before.current) onChange(before.current)
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      const from =
        (typed === undefined ? undefined : parseNumber(typed)) ?? value ?? parseNumber(ghost?.value ?? '') ?? min ?? 0
      const pixels = (event.key === 'ArrowUp' ? 4 : -4) * (event.shiftKey ? 10 : 1)
      setTyped(undefined)
      onChange(dragged(from, isLog ? pixels * 10 : pixels, false, { ...range, step, isLog }))
    }
  }
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (disabled || event.button !== 0 || document.activeElement === input.current) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    before.current = value
    drag.current = { x: event.clientX, from: value ?? parseNumber(ghost?.value ?? '') ?? min ?? 0, isMoving: false }
  }
  const onPointerMove = (event: PointerEvent) => {
    const now = drag.current
    if (!now) return
    const pixels = event.clientX - now.x
    if (!now.isMoving && Math.abs(pixels) < 3) return
    now.isMoving = true
    onChange(dragged(now.from, pixels, event.shiftKey, { ...range, step, isLog }))
  }
  const onPointerUp = () => {
    if (drag.current && !drag.current.isMoving) {
      input.current?.focus()
      input.current?.select()
    }
    drag.current = undefined
  }
  return (
    <Field {...{ label, problem }} {...(hint !== undefined && { hint })} {...(inRow && { inRow })}>
      <span
        className={isGhost ? 'box number ghost' : 'box number'}
        data-disabled={disabled || undefined}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
      >
        <Base.Control
          ref={input}
          inputMode="decimal"
          autoComplete="off"
          role="spinbutton"
          aria-valuenow={value}
          aria-valuemin={min}
          aria-valuemax={max}
          disabled={disabled}
          value={shown}
          {...(ghost && { placeholder: ghost.value })}
          onFocus={() => {
            before.current = value
          }}
          onValueChange={setTyped}
          onBlur={commit}
          onKeyDown={onKeyDown}
        />
        {isGhost && ghost.why ? <span className="why">{ghost.why}</span> : unit && <span className="why">{unit}</span>}
        <Icon of={GripVertical} size={12} />
      </span>
    </Field>
  )
}
