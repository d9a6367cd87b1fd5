import { errorCode } from './disk'

/** What Windows says while an antivirus program or an indexer holds a file; it passes within moments. */
const busy: ReadonlySet<string | undefined> = new Set(['EPERM', 'EACCES', 'EBUSY'])

/** Pauses between tries, in milliseconds: 1.3 s in all. */
const pausesMs: readonly number[] = [10, 20, 50, 100, 200, 400, 500]

/** Does it again while the system says that something else holds the file; the last error is thrown. */
export async function retryWhileBusy<T>(act: () => Promise<T>): Promise<T> {
  for (const pause of pausesMs) {
    try {
      return await act()
    } catch (error) {
      if (!busy.has(errorCode(error))) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  return act()
}
