import { useRef, useState } from 'react'
import type { Scope } from '../../../shared/model/edits'
import type { CanvasActions } from '../state/useCanvasActions'
import type { Drawn } from './CanvasContext'
import type { FlowNode } from './flowNodes'

interface Point {
  readonly x: number
  readonly y: number
}

interface Carrying {
  /** Where nodes are while the pointer carries them. */
  readonly carried: ReadonlyMap<string, Point>
  carry(moved: readonly (readonly [id: string, to: Point])[], nodeOf: (id: string) => FlowNode | undefined): void
  /** Lets them down: only then they are written. */
  letDown(): void
}

/** Nodes that are being moved by the pointer; a frame takes its layers with it. */
export function useCarrying({ view, layout }: Drawn, move: CanvasActions['move']): Carrying {
  const [carried, setCarried] = useState<ReadonlyMap<string, Point>>(new Map())
  const now = useRef(carried)
  now.current = carried
  return {
    carried,
    carry(moved, nodeOf) {
      setCarried((before) => {
        const next = new Map(before)
        for (const [id, position] of moved) {
          const frame = view.frames.find(({ key }) => key === id)
          if (frame) {
            const node = nodeOf(id)
            const [dx, dy] = node ? [position.x - node.position.x, position.y - node.position.y] : [0, 0]
            for (const key of frame.members) {
              const at = next.get(key) ?? layout?.places.get(key)
              if (at) next.set(key, { x: at.x + dx, y: at.y + dy })
            }
          }
          next.set(id, position)
        }
        return next
      })
    },
    letDown() {
      const byScope = new Map<string, { scope: Scope; places: Map<string, readonly [number, number]> }>()
      for (const [key, { x, y }] of now.current) {
        const node = view.byKey.get(key)
        if (!node) continue
        const group = byScope.get(node.scope.prefix) ?? { scope: node.scope, places: new Map() }
        group.places.set(node.layer.id, [x, y - (layout?.pushed.get(key) ?? 0)])
        byScope.set(node.scope.prefix, group)
      }
      for (const { scope, places } of byScope.values()) move(scope, places)
      setCarried(new Map())
    },
  }
}
