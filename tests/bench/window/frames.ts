import { loadavg } from 'node:os'
import type { Page } from 'playwright-core'
import type { BenchWindow } from './benchWindow'
import { traced } from './traced'

/** What a stretch of frames cost. All in milliseconds. */
export interface FrameFigures {
  readonly frames: number
  /** Between one frame and the next: with other work on the machine, mostly that one's doing. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly worst: number
  /** Processor time of the page's main thread, a frame: all, and its parts. Bears load better than what passes on the clock. */
  readonly task: number
  readonly script: number
  readonly style: number
  readonly layout: number
  /** Of all processes of the browser, a frame: with software rendering, mostly pictures being painted and put together. */
  readonly browser: number
  /** Of the machine, over the last minute, when it was measured. */
  readonly load: number
}

/** What a frame of the screen takes. */
export const frameMs = 1000 / 60

export const shareOf = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
}

/** Does something that gives the times between its frames, and tells what they cost the page. */
export async function measured(window: BenchWindow, work: () => Promise<readonly number[]>): Promise<FrameFigures> {
  await window.cdp.send('HeapProfiler.collectGarbage')
  const before = await spent(window)
  const times = await traced(window, 'frames', work)
  const after = await spent(window)
  const each = (name: string) => (((after.get(name) ?? 0) - (before.get(name) ?? 0)) * 1000) / times.length
  return {
    frames: times.length,
    p50: shareOf(times, 0.5),
    p95: shareOf(times, 0.95),
    p99: shareOf(times, 0.99),
    worst: Math.max(...times),
    task: each('TaskDuration'),
    script: each('ScriptDuration'),
    style: each('RecalcStyleDuration'),
    layout: each('LayoutDuration'),
    browser: each('browser'),
    load: loadavg()[0] as number,
  }
}

/** Seconds of processor time by name. */
async function spent({ cdp, processes }: BenchWindow): Promise<ReadonlyMap<string, number>> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  const { processInfo } = await processes.send('SystemInfo.getProcessInfo')
  const browser = processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
  return new Map([...metrics.map(({ name, value }) => [name, value] as const), ['browser', browser]])
}

/** Times between frames for so long, while whatever happens happens. */
export const frameTimes = (page: Page, ms: number): Promise<number[]> =>
  page.evaluate(async (wanted) => {
    const times: number[] = []
    let last = await new Promise(requestAnimationFrame)
    const end = last + wanted
    while (last < end) {
      const now = await new Promise(requestAnimationFrame)
      times.push(now - last)
      last = now
    }
    return times
  }, ms)
