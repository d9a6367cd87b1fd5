import type { Changes } from './changes'
import { pause } from './pause'

/** How often at most, and at least, in milliseconds. */
const [shortestMs, longestMs] = [250, 1000]

/** Reads again when something changes here, and in any case every now and then: others may have changed something. */
export async function emitChanges<T>(
  read: () => Promise<T>,
  changes: Changes,
  emit: (item: T) => void,
  signal: AbortSignal,
): Promise<void> {
  let seen = ''
  let wake = new AbortController()
  const deaf = changes.listen(() => wake.abort())
  try {
    while (!signal.aborted) {
      wake = new AbortController()
      const item = await read()
      const text = JSON.stringify(item)
      if (text !== seen) emit(item)
      seen = text
      await pause(shortestMs, signal)
      await pause(longestMs, signal, wake.signal)
    }
  } finally {
    deaf()
  }
}
