import path from 'node:path'
import { formatRecord } from '../../../shared/records/record'
import { type QueuedRun, runQueueRecord } from '../../../shared/records/runQueue'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import { oneByOne } from '../host/oneByOne'
import { readOrSetAside } from '../host/readOrSetAside'

/** Runs that wait, on the disk before they count as waiting. */
export class RunQueue {
  /** Nothing is started from it. So it is for what was found on the disk: nobody may want it any more. */
  isHeld: boolean
  private readonly file: string
  private runs: readonly QueuedRun[]
  private readonly serially = oneByOne()

  private constructor(file: string, runs: readonly QueuedRun[]) {
    this.file = file
    this.runs = runs
    this.isHeld = runs.length > 0
  }

  static async open(workspace: string): Promise<RunQueue> {
    const file = path.join(workspace, runQueueRecord.file)
    return new RunQueue(file, (await readOrSetAside(runQueueRecord, file)).record?.runs ?? [])
  }

  waiting(): readonly QueuedRun[] {
    return this.runs
  }

  add(run: QueuedRun): Promise<void> {
    return this.write(() => [...this.runs, run])
  }

  remove(run: QueuedRun): Promise<void> {
    return this.write(() => this.runs.filter((other) => other !== run))
  }

  move(run: QueuedRun, place: number): Promise<void> {
    return this.write(() => {
      if (!this.runs.includes(run)) return this.runs
      const others = this.runs.filter((other) => other !== run)
      return [...others.slice(0, place), run, ...others.slice(place)]
    })
  }

  private write(next: () => readonly QueuedRun[]): Promise<void> {
    return this.serially(async () => {
      const runs = next()
      const text = formatRecord(runQueueRecord, { format: 'layerloom-queue', version: 1, runs: [...runs] })
      await writeFileAtomically(realDisk, this.file, text)
      this.runs = runs
    })
  }
}
