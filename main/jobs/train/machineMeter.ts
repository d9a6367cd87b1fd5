import { totalmem } from 'node:os'
import { performance } from 'node:perf_hooks'
import type { MachineFigures } from '../../../shared/contract/jobs'
import { coreCount } from '../../disk/coreCount'
import { freeMemory } from '../../disk/freeMemory'

/** How often the machine is looked at, in milliseconds. */
const everyMs = 2000

/** What a run takes of its machine, told every two seconds. */
export class MachineMeter {
  private readonly tell: (figures: MachineFigures) => void
  private since = performance.now()
  private used = process.cpuUsage()
  private waitedMs = 0
  private isAsking = false

  constructor(tell: (figures: MachineFigures) => void) {
    this.tell = tell
  }

  /** Time for which a step had to wait for its batch. */
  waited(ms: number): void {
    this.waitedMs += ms
  }

  /** Looks if it is time; the answer comes later, steps do not wait for it. */
  look(): void {
    const now = performance.now()
    if (this.isAsking || now - this.since < everyMs) return
    const { user, system } = process.cpuUsage(this.used)
    const elapsed = now - this.since
    const processor = (user + system) / 1000 / elapsed / coreCount()
    const dataWait = this.waitedMs / elapsed
    this.since = now
    this.used = process.cpuUsage()
    this.waitedMs = 0
    this.isAsking = true
    freeMemory()
      .then((freeBytes) =>
        this.tell({
          processBytes: process.memoryUsage.rss(),
          freeBytes,
          totalBytes: totalmem(),
          processor: Math.min(1, processor),
          cores: coreCount(),
          dataWait: Math.min(1, dataWait),
        }),
      )
      // A meter that cannot be read is no reason to stop; it is tried again.
      .catch(() => undefined)
      .finally(() => {
        this.isAsking = false
      })
  }
}
