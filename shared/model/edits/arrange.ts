import type { LayerId } from '../layerSpec'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const arrangements = ['left', 'centre', 'right', 'top', 'middle', 'bottom', 'rows', 'columns'] as const
/** Edges or middles on one line; `rows` and `columns`: equal gaps downwards or sideways. */
export type Arrangement = (typeof arrangements)[number]

/** Where layers stand once they are aligned or spread; for `moveLayers`. */
export function arrange(
  boxes: ReadonlyMap<LayerId, Box>,
  how: Arrangement,
): ReadonlyMap<LayerId, readonly [number, number]> {
  if (how === 'rows' || how === 'columns') return spread(boxes, how)
  const all = [...boxes.values()]
  const left = Math.min(...all.map(({ x }) => x))
  const right = Math.max(...all.map(({ x, width }) => x + width))
  const top = Math.min(...all.map(({ y }) => y))
  const bottom = Math.max(...all.map(({ y, height }) => y + height))
  const place = ({ x, y, width, height }: Box): readonly [number, number] => {
    switch (how) {
      case 'left':
        return [left, y]
      case 'centre':
        return [(left + right - width) / 2, y]
      case 'right':
        return [right - width, y]
      case 'top':
        return [x, top]
      case 'middle':
        return [x, (top + bottom - height) / 2]
      case 'bottom':
        return [x, bottom - height]
    }
  }
  return new Map([...boxes].map(([id, box]) => [id, place(box)]))
}

/** The outer two stay, the others get equal gaps between them, in the order in which they stand. */
function spread(
  boxes: ReadonlyMap<LayerId, Box>,
  how: 'rows' | 'columns',
): ReadonlyMap<LayerId, readonly [number, number]> {
  const start = ({ x, y }: Box) => (how === 'rows' ? y : x)
  const size = ({ width, height }: Box) => (how === 'rows' ? height : width)
  const inOrder = [...boxes].sort(([, a], [, b]) => start(a) - start(b))
  const [first, last] = [inOrder[0], inOrder.at(-1)]
  if (!first || !last || inOrder.length < 3) return new Map(inOrder.map(([id, { x, y }]) => [id, [x, y]]))
  const room = start(last[1]) + size(last[1]) - start(first[1])
  const gap = (room - inOrder.reduce((sum, [, box]) => sum + size(box), 0)) / (inOrder.length - 1)
  let at = start(first[1])
  return new Map(
    inOrder.map(([id, box]) => {
      const place: readonly [number, number] = how === 'rows' ? [box.x, at] : [at, box.y]
      at += size(box) + gap
      return [id, place]
    }),
  )
}
