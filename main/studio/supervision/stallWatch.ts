/**
 * Notices that a run makes no progress. Progress is a finished batch, never a timer in the job, for a timer cannot run inside a
 * native call. A stall is reported, not punished: the next batch may just be long.
 */
export interface StallWatch {
  /** A message came that shows progress. */
  progress(): void
  /** It is paused, or works on something without steps. */
  rest(): void
  close(): void
}

/** Silence that is a stall whatever the speed, and how many usual silences make one. */
const shortestMs = 60_000
const usual = 50

export function watchForStalls(onStall: (silentMs: number) => void, now: () => number = Date.now): StallWatch {
  let last: number | undefined
  let longest = 0
  let told = false
  const timer = setInterval(() => {
    if (last === undefined || told) return
    const silent = now() - last
    if (silent < Math.max(shortestMs, usual * longest)) return
    told = true
    onStall(silent)
  }, 5_000)
  timer.unref()
  return {
    progress() {
      const time = now()
      // A stretch that was reported is not what is usual.
      if (last !== undefined && !told) longest = Math.max(longest * 0.99, time - last)
      last = time
      told = false
    },
    rest() {
      last = undefined
      told = false
    },
    close: () => clearInterval(timer),
  }
}
