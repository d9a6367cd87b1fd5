/**
 * The same series, the next item always on its way while the caller works on the one it has. A failure of the source is met at the turn of
 * the item that it concerns.
 */
export async function* readAhead<T>(source: AsyncGenerator<T, void, void>): AsyncGenerator<T, void, void> {
  let next = source.next()
  for (;;) {
    const { value, done } = await next
    if (done) return
    next = source.next()
    next.catch(() => undefined)
    yield value
  }
}
