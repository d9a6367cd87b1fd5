/**
 * What `begin` gives for each part, in order, the next one being under way while the caller works on the one before. One that fails does so when its turn comes;
 * one that nobody waits for any more fails unheard.
 */
export async function* oneAhead<P, T>(parts: Iterable<P>, begin: (part: P) => Promise<T>): AsyncGenerator<T> {
  const begun = (part: P): Promise<T> => {
    const work = begin(part)
    work.catch(() => undefined)
    return work
  }
  let next: Promise<T> | undefined
  for (const part of parts) {
    const current = next
    if (!current) {
      next = begun(part)
      continue
    }
    const done = await current
    next = begun(part)
    yield done
  }
  if (next) yield await next
}
