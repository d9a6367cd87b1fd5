import { Slider as Base } from '@base-ui/react/slider'
import './Slider.css'

export interface SliderProps {
  /** Its name; draw a visible label beside it where there is room. */
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly disabled?: boolean
  /** A notch where the value was before. */
  readonly before?: number | undefined
  /** For who hears it: `12 %`. */
  text?(value: number): string
  /** At every movement. */
  onChange(value: number): void
  /** When it is let go. */
  onCommit?(value: number): void
}

export const Slider = ({
  label,
  value,
  min,
  max,
  step = 1,
  disabled,
  before,
  text,
  onChange,
  onCommit,
}: SliderProps) => (
  <Base.Root
    className="slider"
    value={value}
    min={min}
    max={max}
    step={step}
    disabled={disabled}
    onValueChange={(next) => onChange(next)}
    onValueCommitted={(next) => onCommit?.(next)}
  >
    <Base.Control className="slider-control">
      <Base.Track className="slider-track">
        <Base.Indicator className="slider-fill" />
        {before !== undefined && before !== value && (
          <span className="slider-notch" style={{ left: `${(100 * (before - min)) / (max - min)}%` }} />
        )}
        <Base.Thumb
          className="slider-thumb"
          aria-label={label}
          {...(text && { getAriaValueText: (_: string, now: number) => text(now) })}
        />
      </Base.Track>
    </Base.Control>
  </Base.Root>
)
