import type { JobEventOf } from '../../../shared/contract/jobs'
import { clock, count, percent } from './format'

/** One line: 'packing pictures 1,234 of 6,000 (21 %)  512/s  ETA 0:09'; without counts 'reading sample:digits ...'. */
export function workText({ what, done, total, perSecond, secondsLeft }: JobEventOf<'working'>): string {
  if (done === undefined) return `${what} ...`
  if (!total) return `${what} ${count(done)} ...`
  if (perSecond === undefined) return `${what} ${percent(done / total, 0)}`
  const parts = [`${what} ${count(done)} of ${count(total)} (${percent(done / total, 0)})`, `${count(perSecond)}/s`]
  if (secondsLeft !== undefined) parts.push(`ETA ${clock(secondsLeft)}`)
  return parts.join('  ')
}
