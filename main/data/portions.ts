/** How much goes into one portion: so many items at most, of so many bytes together; a larger item is a portion of its own. */
export interface PortionLimits {
  readonly items?: number
  readonly bytes: number
}

/** The items in order, cut into portions within the limits. */
export function* portions<T>(
  items: Iterable<T>,
  bytesOf: (item: T) => number,
  { items: mostItems = Number.POSITIVE_INFINITY, bytes: mostBytes }: PortionLimits,
): Generator<T[]> {
  let portion: T[] = []
  let bytes = 0
  for (const item of items) {
    const size = bytesOf(item)
    if (portion.length > 0 && (portion.length >= mostItems || bytes + size > mostBytes)) {
      yield portion
      portion = []
      bytes = 0
    }
    portion.push(item)
    bytes += size
  }
  if (portion.length > 0) yield portion
}
