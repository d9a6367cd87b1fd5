import type { NodeFacts } from './nodeFacts'

export interface Size {
  readonly width: number
  readonly height: number
}

/** Pixels, as the look has them; the style sheet says the same. */
export const nodeWidth = 200
export const headHeight = 24
const bodyHeight = 36
const chainHeight = 20
const slimHeight = 28
/** Three lines of words, and a row of buttons. */
const problemHeight = 59
const repairHeight = 28

/** How large a node is drawn: known from what it shows, so that nothing is measured before it can be laid out. */
export function nodeSize({ isSlim, kind, problem, isInside, repairs }: NodeFacts): Size {
  if (isSlim) return { width: nodeWidth, height: slimHeight }
  if (problem && !isInside)
    return { width: nodeWidth, height: headHeight + problemHeight + (repairs.length > 0 ? repairHeight : 0) }
  return { width: nodeWidth, height: headHeight + bodyHeight + (kind === 'block' ? chainHeight : 0) }
}

/** An open block: its head, and the room around its layers. */
export const frameHead = 26
/** What its head needs to say what it is. */
export const narrowestFrame = 380
export const framePadding = { side: 16, top: 34, bottom: 22 } as const
