/** A mark: a picture's place in the drawing, from 0 to 1 along the axis, and how many stand below it. */
export interface Mark {
  readonly index: number
  readonly difference: number
  readonly bin: number
  readonly height: number
}

/** The axis: powers of ten, from that of the smallest difference to behind what is allowed. */
export interface Axis {
  readonly least: number
  readonly most: number
}

export function axisOf(differences: readonly number[], allowed: number): Axis {
  const some = differences.filter((value) => value > 0)
  const most = Math.ceil(Math.log10(allowed)) + 1
  const smallest = some.length > 0 ? Math.floor(Math.log10(Math.min(...some))) : most - 4
  return { least: Math.max(most - 12, Math.min(smallest, most - 3)), most }
}

/** Where a difference stands, 0 to 1; none at all at the left end. */
export const along = ({ least, most }: Axis, difference: number): number =>
  difference <= 0 ? 0 : Math.max(0, Math.min(1, (Math.log10(difference) - least) / (most - least)))

/** Every picture as a mark on the pile of its bin. */
export function marksOf(
  pictures: readonly { readonly index: number; readonly difference: number }[],
  axis: Axis,
  bins: number,
): Mark[] {
  const heights = new Array<number>(bins).fill(0)
  return pictures.map(({ index, difference }) => {
    const bin = Math.min(bins - 1, Math.floor(along(axis, difference) * bins))
    const height = heights[bin] as number
    heights[bin] = height + 1
    return { index, difference, bin, height }
  })
}
