import type { Place } from '../layout/layoutRequest'

/** A stretch of the canvas, in its pixels. */
export interface Region {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export const grownBy = ({ left, top, right, bottom }: Region, by: number): Region => ({
  left: left - by,
  top: top - by,
  right: right + by,
  bottom: bottom + by,
})

export const contains = (outer: Region, inner: Region): boolean =>
  outer.left <= inner.left && outer.top <= inner.top && outer.right >= inner.right && outer.bottom >= inner.bottom

/** What the canvas shows of the network, given what stands where. */
interface Wire {
  readonly id: string
  readonly source: string
  readonly target: string
  /** On the canvas itself. */
  readonly data?: { readonly bends: readonly (readonly [number, number])[] } | undefined
}

interface Wish {
  readonly places: ReadonlyMap<string, Place>
  readonly wires: readonly Wire[]
  readonly region: Region
  /** Wider: what was drawn before and lies in it stays, so that little is made anew when the view goes to and fro. */
  readonly kept: Region
  readonly before: ReadonlySet<string>
}

/** The nodes to be drawn: those in the region, those that were drawn before and lie near it, and both ends of each wire that crosses it. */
export function nodesInView({ places, wires, region, kept, before }: Wish): ReadonlySet<string> {
  const found = new Set<string>()
  for (const [key, { x, y, width, height }] of places) {
    const { left, top, right, bottom } = before.has(key) ? kept : region
    if (x <= right && y <= bottom && x + width >= left && y + height >= top) found.add(key)
  }
  for (const { source, target, data } of wires) {
    if (found.has(source) && found.has(target)) continue
    const [from, to] = [places.get(source), places.get(target)]
    if (!from || !to || !crosses(region, from, to, data?.bends ?? [])) continue
    found.add(source)
    found.add(target)
  }
  return found
}

/** Whether the box around a wire, its bends with it, meets the region. */
function crosses(
  { left, top, right, bottom }: Region,
  from: Place,
  to: Place,
  bends: readonly (readonly [number, number])[],
): boolean {
  let [x1, x2] = [Math.min(from.x, to.x), Math.max(from.x + from.width, to.x + to.width)]
  let [y1, y2] = [Math.min(from.y, to.y), Math.max(from.y + from.height, to.y + to.height)]
  for (const [x, y] of bends) {
    x1 = Math.min(x1, x)
    x2 = Math.max(x2, x)
    y1 = Math.min(y1, y)
    y2 = Math.max(y2, y)
  }
  return x1 <= right && x2 >= left && y1 <= bottom && y2 >= top
}
