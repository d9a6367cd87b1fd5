/** A number as a field shows it: 0.0001 and not 1e-4 where that is short, never with rounding noise. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const rounded = Number(value.toPrecision(10))
  const size = Math.abs(rounded)
  return size !== 0 && (size < 1e-5 || size >= 1e15) ? rounded.toExponential().replace('e+', 'e') : String(rounded)
}

/** What somebody wrote, with a comma or a point, 1e-4, 5%. `undefined`: it is no number. */
export function parseNumber(text: string): number | undefined {
  const plain = text.trim().replace(/[\s_]/g, '').replace(',', '.')
  const part = /^(.*)%$/.exec(plain)
  const value = Number(part ? part[1] : plain)
  return plain === '' || plain === '%' || !Number.isFinite(value) ? undefined : part ? value / 100 : value
}

export interface NumberRange {
  readonly min?: number | undefined
  readonly max?: number | undefined
  readonly isWhole?: boolean | undefined
}

/** The nearest that is allowed. */
export function inRange(
  value: number,
  { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, isWhole }: NumberRange,
): number {
  const whole = isWhole ? Math.round(value) : Number(value.toPrecision(10))
  return Math.min(max, Math.max(min, whole))
}

export interface DragScale extends NumberRange {
  readonly step: number
  /** Factors instead of sums: for rates. */
  readonly isLog?: boolean | undefined
}

/** Where a drag of so many pixels leads; four pixels are a step, or forty are a factor of 1.26 (ten steps a decade). `fine`: a tenth of it. */
export function dragged(from: number, pixels: number, fine: boolean, { step, isLog, ...range }: DragScale): number {
  const steps = (pixels / 4) * (fine ? 0.1 : 1)
  if (!isLog) return inRange(from + (range.isWhole ? Math.round(steps) : steps) * step, range)
  return inRange(Number((from * 10 ** (steps / 100)).toPrecision(fine ? 4 : 3)), range)
}
