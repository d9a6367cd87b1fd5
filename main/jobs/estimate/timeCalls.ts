import { performance } from 'node:perf_hooks'
import type { Batch } from '../../data/batches'
import { yieldToOthers } from '../../data/yieldToOthers'
import type { Timing } from './timing'

/** How often somebody hears of it, in milliseconds. */
const tellMs = 100

/**
 * Calls with one batch after the other, as training does, until the timing is done. The time of a call has the reading of its batch in it.
 * `onCall` is told at every call or ten times a second which part of the longest time is over; what it throws ends the timing.
 */
export async function timeCalls(
  timing: Timing,
  source: AsyncIterable<Batch>,
  call: (batch: Batch, step: number) => void,
  onCall: (part: number) => void,
): Promise<Timing> {
  let step = 0
  let last = performance.now()
  let told = Number.NEGATIVE_INFINITY
  for await (const batch of source) {
    call(batch, step++)
    await yieldToOthers()
    const now = performance.now()
    timing.add((now - last) / 1000, batch.labels.length)
    if (now - told >= tellMs) {
      onCall(timing.progress)
      told = now
    }
    last = now
    if (timing.isDone) break
  }
  return timing
}
