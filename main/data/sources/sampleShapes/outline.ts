/** How far a point lies outside of a shape (negative inside), in units of the shape's radius. The shape is centred on 0, 0. */
export type Distance = (x: number, y: number) => number

/** Signed distance to a closed outline through the points (Quilez, "2D distance functions": the polygon). */
export function polygon(points: readonly (readonly [x: number, y: number])[]): Distance {
  return (x, y) => {
    let nearest = Number.POSITIVE_INFINITY
    let inside = false
    let [x1, y1] = points[points.length - 1] as readonly [number, number]
    for (const [x2, y2] of points) {
      const ex = x2 - x1
      const ey = y2 - y1
      const wx = x - x1
      const wy = y - y1
      const along = Math.min(1, Math.max(0, (wx * ex + wy * ey) / (ex * ex + ey * ey)))
      const dx = wx - along * ex
      const dy = wy - along * ey
      nearest = Math.min(nearest, dx * dx + dy * dy)
      if (y1 > y !== y2 > y && x < (ex * (y - y1)) / ey + x1) inside = !inside
      x1 = x2
      y1 = y2
    }
    return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest)
  }
}

/** A disc around 0, 0. */
export const disc =
  (radius: number): Distance =>
  (x, y) =>
    Math.sqrt(x * x + y * y) - radius

/** A band along a circle. */
export const band =
  (radius: number, width: number): Distance =>
  (x, y) =>
    Math.abs(Math.sqrt(x * x + y * y) - radius) - width / 2
