import type { JobEvent, JobEventOf } from '../../../../shared/contract/jobs'
import { bar } from '../bar'
import { clock, count } from '../format'
import { type Output, printProblem } from '../output'
import type { StatusLine } from '../statusLine'

type ScanEvent = JobEventOf<'scan'>

/** How often a scan is told of where there is no terminal to draw a bar in, in milliseconds. */
const plainMs = 10_000

/** Tells of a scan as it goes: a bar in a terminal; elsewhere a line when a phase begins and one from time to time. */
export function tellScan(output: Output, status: StatusLine): (event: JobEvent) => void {
  let phase: ScanEvent['phase'] | undefined
  let toldAt = 0
  return (event) => {
    if (event.event === 'warning') {
      status.clear()
      printProblem(output, 'warning', event.problem)
    }
    if (event.event !== 'scan') return
    if (status.isLive) status.show(scanText(event, 20))
    else if (event.phase !== phase || Date.now() - toldAt >= plainMs) {
      status.say(scanText(event, 0))
      toldAt = Date.now()
    }
    phase = event.phase
  }
}

/** One line: 'reading [#####.....] 1,420/4,000 files  3,120 files/s  3 problems  ETA 0:42'. */
export function scanText(
  { phase, files, done, problems, perSecond, secondsLeft }: ScanEvent,
  barWidth: number,
): string {
  if (phase === 'listing') return `listing: ${count(files)} files found`
  if (phase === 'comparing') return `comparing ${count(files)} pictures`
  const parts = [
    `reading${barWidth > 0 ? ` ${bar(files === 0 ? 1 : done / files, barWidth)}` : ''} ${count(done)}/${count(files)} files`,
  ]
  if (perSecond !== undefined) parts.push(`${count(perSecond)} files/s`)
  if (problems > 0) parts.push(`${count(problems)} ${problems === 1 ? 'problem' : 'problems'}`)
  if (secondsLeft !== undefined) parts.push(`ETA ${clock(secondsLeft)}`)
  return parts.join('  ')
}
