import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type ScanWishes, scanSource } from '../../main/studio/datasets/scanSource'
import { engineFolders } from '../../main/studio/engine/engineFolders'
import type { Studio } from '../../main/studio/studio'
import { forkCarrier } from '../../main/studio/supervision/jobCarrier'
import type { ScanResult } from '../../shared/contract/jobs'

/** A studio whose jobs are those of the bundle in `out/` of the checkout. */
export const bundledStudio = (checkout: string): Studio => ({
  carrier: forkCarrier,
  entry: path.join(checkout, 'out/main/job.cjs'),
  engines: engineFolders(),
  hasDriver: false,
})

/** What a person notices of a scan. */
export interface TimedScan {
  readonly result: ScanResult
  readonly seconds: number
  /** From the call, the start of the job's process included, until files are counted. */
  readonly firstCountsMs: number
  /**
   * Most memory of the process, in MB, and by how much it grew after its decoder had seen the first files: before that it loads the
   * engine, which is the same for any number of files. Linux alone can tell.
   */
  readonly peakMb: number | undefined
  readonly growthMb: number | undefined
}

export async function timedScan(studio: Studio, source: string, wishes: Partial<ScanWishes> = {}): Promise<TimedScan> {
  const begin = performance.now()
  let firstCountsMs: number | undefined
  let pid: number | undefined
  let known: number | undefined
  let before: number | undefined
  let peak: number | undefined
  const look = () => {
    const now = residentMb(pid)
    if (now !== undefined) peak = Math.max(peak ?? 0, now)
    return now
  }
  const scan = scanSource(
    studio,
    { source, folder: '/', ...wishes },
    {
      onProcess: (number) => {
        pid = number
      },
      onEvent: (event) => {
        if (event.event !== 'scan') return
        if (event.files > 0) firstCountsMs ??= performance.now() - begin
        const now = look()
        if (event.phase !== 'reading') return
        // Its first word tells of files that are known; where all are, it loads no engine.
        known ??= event.done
        if (event.done > known || event.done === event.files) before ??= now
      },
    },
  )
  const timer = setInterval(look, 20)
  try {
    const result = await scan.ended
    if (firstCountsMs === undefined) throw new Error('it never told a count')
    const growthMb = peak !== undefined && before !== undefined ? peak - before : undefined
    return { result, seconds: (performance.now() - begin) / 1000, firstCountsMs, peakMb: peak, growthMb }
  } finally {
    clearInterval(timer)
  }
}

/** Milliseconds from the stop of a scan that is at work until its process is gone. */
export async function timedCancel(studio: Studio, source: string, when: 'listing' | 'reading'): Promise<number> {
  let begin: number | undefined
  const scan = scanSource(
    studio,
    { source, folder: '/', fresh: true },
    {
      onEvent: (event) => {
        if (begin !== undefined || event.event !== 'scan' || event.phase !== when) return
        if (when === 'reading' && event.done === 0) return
        begin = performance.now()
        scan.stop()
      },
    },
  )
  const ended = await scan.ended.then(
    () => 'finished',
    () => 'stopped',
  )
  if (begin === undefined || ended === 'finished') throw new Error('it came to its end before it could be stopped')
  return performance.now() - begin
}

function residentMb(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined
  try {
    const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return found ? Number(found[1]) / 1024 : undefined
  } catch {
    // It has just ended.
    return undefined
  }
}
