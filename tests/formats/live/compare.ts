import { existsSync, readFileSync } from 'node:fs'
import { allowedDifference, compareOutputs, largestOf } from '../../../main/jobs/export/compareOutputs'
import type { LiveCase, LiveFormat } from './liveFormat'
import type { Subject } from './subject'
import type { Row } from './table'

export const floatsIn = (file: string): Float32Array => {
  const bytes = readFileSync(file)
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

/**
 * One written model next to our own outputs. With weights of float16 it has to give, as exactly as with float32, what our engine gives with the
 * rounded weights too.
 */
export function compared(
  { format, opener }: Pick<LiveFormat, 'format' | 'opener'>,
  variant: string,
  { name, out, failed }: Pick<LiveCase, 'name' | 'out' | 'failed'>,
  { ours, exact, rounded, outputs, count }: Subject,
  weights: 'float32' | 'float16',
): Row {
  const magnitude = magnitudeOf(ours)
  const row = { ...unmeasured({ format, opener }, variant, { name, ours, count }), isRight: false }
  if (existsSync(failed)) return { ...row, verdict: readFileSync(failed, 'utf8').trim().split('\n').at(-1) ?? 'failed' }
  if (!existsSync(out)) return { ...row, verdict: 'no output' }
  const theirs = floatsIn(out)
  const allowed = allowedDifference(weights, magnitude)
  const { largest, top1Changed } = compareOutputs(ours, theirs, outputs, allowed)
  const halves = weights === 'float16' && rounded && compareOutputs(rounded, theirs, outputs, 1e-4)
  const isRight =
    largest <= allowed &&
    top1Changed === 0 &&
    (!halves || (halves.largest <= allowedDifference('float32', magnitude) && halves.top1Changed === 0))
  const figures = [
    `${largest.toExponential(2)} of ${magnitude.toFixed(1)}`,
    ...(halves ? [`${halves.largest.toExponential(2)} with rounded weights`] : []),
    ...(exact && weights === 'float32' && largest > 1e-4 ? [fromFloat64(ours, theirs, exact)] : []),
    ...(top1Changed > 0 ? [`${top1Changed} other classes`] : []),
  ].join(', ')
  return {
    ...row,
    difference: largest,
    ...(halves && { fromRounded: halves.largest }),
    top1Changed,
    isRight,
    verdict: isRight ? figures : `TOO FAR: ${figures}`,
  }
}

const unmeasured = (
  { format, opener }: Pick<LiveFormat, 'format' | 'opener'>,
  variant: string,
  { name, ours, count }: Pick<Subject, 'name' | 'ours' | 'count'>,
) => ({
  format,
  variant,
  opener,
  name,
  count,
  difference: Number.NaN,
  magnitude: magnitudeOf(ours),
  top1Changed: 0,
})

/** What was not written: refused by name, or a fault. */
export const notWritten = (
  { format, opener }: Pick<LiveFormat, 'format' | 'opener'>,
  variant: string,
  { name, ours, count }: Subject,
  why: { readonly refused: string } | { readonly error: unknown },
): Row => ({
  ...unmeasured({ format, opener }, variant, { name, ours, count }),
  ...('refused' in why
    ? { isRight: true, refused: why.refused, verdict: `refused: ${why.refused}` }
    : { isRight: false, verdict: `not written: ${why.error instanceof Error ? why.error.message : why.error}` }),
})

/** Of a difference that is rounding in another order, each of the two has its part. */
function fromFloat64(ours: Float32Array, theirs: Float32Array, exact: Float32Array): string {
  const [own, other] = [ours, theirs].map((values) =>
    exact.reduce((most, value, k) => Math.max(most, Math.abs(value - (values[k] as number))), 0),
  ) as [number, number]
  return `from float64 it is ${other.toExponential(1)} off and ours ${own.toExponential(1)}`
}

/** How far our own engine is from float64, and from itself with weights of float16: no format's doing. */
export function comparedOurselves({ name, ours, exact, rounded, outputs, count }: Subject): Row[] {
  const magnitude = magnitudeOf(ours)
  const row = (variant: string, opener: string, others: Float32Array, limit: number): Row => {
    const { largest, top1Changed } = compareOutputs(others, ours.subarray(0, others.length), outputs, limit)
    const verdict = `${largest.toExponential(2)} of ${magnitude.toFixed(1)}`
    const pictures = Math.round((count * others.length) / ours.length)
    return {
      format: 'engine',
      variant,
      opener,
      name,
      count: pictures,
      magnitude,
      top1Changed,
      difference: largest,
      isRight: true,
      verdict,
    }
  }
  return [
    ...(exact ? [row('float32', 'Layerloom in float64', exact, 1e-4)] : []),
    ...(rounded ? [row('float16', 'Layerloom with rounded weights', rounded, 1e-2)] : []),
  ]
}

const magnitudeOf = (values: Float32Array): number => {
  const [high, low] = [values[largestOf(values, 0, values.length)], values.reduce((a, b) => Math.min(a, b), 0)]
  return Math.max(high ?? 0, -low)
}
