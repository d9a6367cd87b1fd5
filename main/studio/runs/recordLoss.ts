import path from 'node:path'
import type { ProblemDetails } from '../../../shared/problem'
import { RunEvent } from '../../../shared/records/events'
import { jobRecord } from '../../../shared/records/job'
import { openLines } from '../../disk/jsonLines'
import { acquireLock } from '../../disk/lock'
import { realDisk } from '../../disk/realDisk'
import { lastEvents } from './summaryOnDisk'

/**
 * Writes into the log of a run why its process was lost, for that one could not: so a later start still tells it. A run that failed by itself has
 * said so; one that never began has no log.
 */
export async function recordLoss(folder: string, step: number, problem: ProblemDetails): Promise<void> {
  if (!(await hasBegun(folder))) return
  const run = { id: path.basename(folder), folder }
  const last = (await lastEvents(run)).pop()
  if (last?.event === 'failed') return
  const lock = await acquireLock(realDisk, folder, { what: `run ${run.id}`, waitMs: 2000 })
  try {
    const log = await openLines(realDisk, path.join(folder, 'events.jsonl'))
    const event = RunEvent.parse({ event: 'failed', at: new Date().toISOString(), step, problem })
    try {
      await log.append([event])
      await log.sync()
    } finally {
      await log.close()
    }
  } finally {
    await lock.release()
  }
}

async function hasBegun(folder: string): Promise<boolean> {
  const names = await realDisk.list(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.some(({ name }) => name === jobRecord.file)
}
