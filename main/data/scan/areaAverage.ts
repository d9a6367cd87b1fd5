/** Values of a picture of one channel, row behind row. */
export interface Plane {
  readonly values: ArrayLike<number>
  readonly height: number
  readonly width: number
}

/**
 * The picture at another size, each value the mean over the area that it covers; pixels on a border count in parts. For making
 * pictures smaller.
 */
export function areaAverage({ values, height, width }: Plane, toHeight: number, toWidth: number): Float32Array {
  const columns = spans(width, toWidth)
  const rows = spans(height, toHeight)
  const narrow = new Float32Array(height * toWidth)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < toWidth; x++) {
      const { first, parts } = columns[x] as Span
      let sum = 0
      for (let k = 0; k < parts.length; k++) sum += (parts[k] as number) * (values[y * width + first + k] as number)
      narrow[y * toWidth + x] = sum
    }
  const small = new Float32Array(toHeight * toWidth)
  for (let y = 0; y < toHeight; y++) {
    const { first, parts } = rows[y] as Span
    for (let x = 0; x < toWidth; x++) {
      let sum = 0
      for (let k = 0; k < parts.length; k++) sum += (parts[k] as number) * (narrow[(first + k) * toWidth + x] as number)
      small[y * toWidth + x] = sum
    }
  }
  return small
}

/** Which pixels a smaller picture's pixel covers along an axis, and their parts of its mean. */
interface Span {
  readonly first: number
  readonly parts: Float64Array
}

const known = new Map<string, readonly Span[]>()

function spans(from: number, to: number): readonly Span[] {
  const key = `${from}>${to}`
  const kept = known.get(key)
  if (kept) return kept
  const made = Array.from({ length: to }, (_, k) => {
    const [start, end] = [(k * from) / to, ((k + 1) * from) / to]
    const first = Math.floor(start)
    const parts = new Float64Array(Math.ceil(end) - first)
    for (let i = 0; i < parts.length; i++)
      parts[i] = (Math.min(end, first + i + 1) - Math.max(start, first + i)) / (end - start)
    return { first, parts }
  })
  known.set(key, made)
  return made
}
