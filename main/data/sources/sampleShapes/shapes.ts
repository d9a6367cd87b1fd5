import { band, type Distance, disc, polygon } from './outline'

/**
 * The classes, in the order of their labels. Corners are written out, not computed by sine and cosine, whose last bit is a matter of
 * the engine: so every machine draws the same bytes.
 */
export const shapes: readonly (readonly [name: string, distance: Distance])[] = [
  ['circle', disc(0.9)],
  ['cross', polygon(cross(0.95, 0.32))],
  ['ring', band(0.72, 0.36)],
  ['square', polygon([[-0.75, -0.75], [0.75, -0.75], [0.75, 0.75], [-0.75, 0.75]])], // biome-ignore format: one shape a line
  ['star', polygon(star())],
  ['triangle', polygon([[0, -1], [0.866025, 0.5], [-0.866025, 0.5]])], // biome-ignore format: one shape a line
]

function cross(arm: number, half: number): [number, number][] {
  const quarter: [number, number][] = [
    [half, -arm],
    [half, -half],
    [arm, -half],
  ]
  // Turned by a right angle three times: (x, y) becomes (-y, x).
  const turn = (points: [number, number][]) => points.map(([x, y]): [number, number] => [-y, x])
  const second = turn(quarter)
  const third = turn(second)
  return [...quarter, ...second, ...third, ...turn(third)]
}

/** Five points on the circle of radius 1, five dents on that of radius 0.42. */
function star(): [number, number][] {
  const directions: [number, number][] = [
    [0, -1],
    [0.587785, -0.809017],
    [0.951057, -0.309017],
    [0.951057, 0.309017],
    [0.587785, 0.809017],
    [0, 1],
    [-0.587785, 0.809017],
    [-0.951057, 0.309017],
    [-0.951057, -0.309017],
    [-0.587785, -0.809017],
  ]
  return directions.map(([x, y], k) => (k % 2 === 0 ? [x, y] : [0.42 * x, 0.42 * y]))
}
