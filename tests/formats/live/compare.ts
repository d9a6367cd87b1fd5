import { existsSync, readFileSync } from 'node:fs'
import { allowedDifference, compareOutputs } from '../../../main/jobs/export/compareOutputs'
import type { LiveCase, LiveFormat } from './liveFormat'
import type { Row } from './table'

export const floatsIn = (file: string): Float32Array => {
  const bytes = readFileSync(file)
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

/** One written model next to our own outputs. */
export function compared(
  { format, opener }: Pick<LiveFormat, 'format' | 'opener'>,
  variant: string,
  { name, out, failed }: Pick<LiveCase, 'name' | 'out' | 'failed'>,
  ours: Float32Array,
  outputs: number,
  weights: 'float32' | 'float16',
): Row {
  const row = { format, variant, opener, name, difference: Number.NaN, magnitude: 0, top1Changed: 0, isRight: false }
  if (existsSync(failed)) return { ...row, verdict: readFileSync(failed, 'utf8').trim().split('\n').at(-1) ?? 'failed' }
  if (!existsSync(out)) return { ...row, verdict: 'no output' }
  const magnitude = ours.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const allowed = allowedDifference(weights, magnitude)
  const { largest, top1Changed } = compareOutputs(ours, floatsIn(out), outputs, allowed)
  const isRight = largest <= allowed && top1Changed === 0
  const figures = `${largest.toExponential(2)} of ${magnitude.toFixed(1)}${top1Changed > 0 ? `, ${top1Changed} other classes` : ''}`
  return {
    ...row,
    difference: largest,
    magnitude,
    top1Changed,
    isRight,
    verdict: isRight ? figures : `TOO FAR: ${figures}`,
  }
}
