/** How far from a wire a layer that is dropped still goes into it, in pixels. */
export const dropReach = 12

/** The wire under or near a point of the window. */
export function wireAt(root: HTMLElement | null, x: number, y: number): string | undefined {
  if (!root) return undefined
  for (const [dx, dy] of [
    [0, 0],
    [-dropReach, 0],
    [dropReach, 0],
    [0, -dropReach],
    [0, dropReach],
  ] as const)
    for (const element of document.elementsFromPoint(x + dx, y + dy)) {
      const edge = element.closest('.react-flow__edge')
      if (edge) return edge.getAttribute('data-id') ?? undefined
    }
  return undefined
}
