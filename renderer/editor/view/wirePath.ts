type Point = readonly [x: number, y: number]

/** A wire as the path of an SVG: down out of one port and down into the other, through the bends where there are some. */
export function wirePath([x1, y1]: Point, [x2, y2]: Point, bends: readonly Point[] = []): string {
  if (bends.length === 0) {
    const reach = Math.max(8, Math.abs(y2 - y1) * 0.5)
    return `M${x1} ${y1}C${x1} ${y1 + reach} ${x2} ${y2 - reach} ${x2} ${y2}`
  }
  const points: Point[] = [[x1, y1], ...bends, [x2, y2]]
  let path = `M${x1} ${y1}`
  for (let k = 1; k < points.length; k++) {
    const [from, to] = [points[k - 1] as Point, points[k] as Point]
    const reach = (to[1] - from[1]) * 0.5
    path += `C${from[0]} ${from[1] + reach} ${to[0]} ${to[1] - reach} ${to[0]} ${to[1]}`
  }
  return path
}
