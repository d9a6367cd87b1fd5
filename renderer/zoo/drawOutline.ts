import type { ZooFacts } from '../../shared/zoo/facts'

/** A stage as a block of a small drawing, in pixels from its left lower corner. */
export interface OutlineBlock {
  readonly x: number
  readonly width: number
  readonly height: number
  readonly family: 'shape' | 'convolution' | 'dense'
  /** Lines between its layers, from the block's left. */
  readonly cuts: readonly number[]
  readonly join: 'add' | 'concat' | null
}

const gap = 3
const leastHeight = 5
const mostCuts = 7

/**
 * The stages of a network as blocks side by side: as high as their pictures are large (doubling adds as much each time), as wide as
 * they have layers (the square root of it, for 150 layers too shall fit), cut into layers where there are few.
 */
export function drawOutline(outline: ZooFacts['outline'], width: number, height: number): readonly OutlineBlock[] {
  const largest = Math.max(...outline.map(([size]) => size), 2)
  const weights = outline.map(([, , layers], k) => (k === 0 ? 0.6 : Math.sqrt(layers)))
  const unit = (width - gap * (outline.length - 1)) / weights.reduce((sum, weight) => sum + weight, 0)
  let x = 0
  return outline.map(([size, , layers, join], k) => {
    const blockWidth = unit * (weights[k] as number)
    const part = size > 0 ? Math.log2(size + 1) / Math.log2(largest + 1) : 0
    const block: OutlineBlock = {
      x,
      width: blockWidth,
      height: Math.max(leastHeight, part * height),
      family: k === 0 ? 'shape' : size > 0 ? 'convolution' : 'dense',
      cuts:
        layers > 1 && layers <= mostCuts
          ? Array.from({ length: layers - 1 }, (_, cut) => (blockWidth * (cut + 1)) / layers)
          : [],
      join,
    }
    x += blockWidth + gap
    return block
  })
}
