import type { Shape } from '../../shared/graph/shape'
import type { ReceptiveField } from '../../shared/model/receptiveField'

/** A part of a picture, in parts of its sides. */
export interface FieldBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** What the unit in the middle of a layer's output sees of a picture [height, width], as far as it lies inside. */
export function fieldBox(
  { size, jump, padding }: ReceptiveField,
  output: Shape,
  picture: readonly [number, number],
): FieldBox {
  const along = (axis: 0 | 1) => {
    const unit = Math.floor(((output[axis] as number) - 1) / 2)
    const begin = unit * jump[axis] - padding[axis]
    const start = Math.max(0, begin)
    const end = Math.min(picture[axis], begin + size[axis])
    return { start: start / picture[axis], part: Math.max(0, end - start) / picture[axis] }
  }
  const [rows, columns] = [along(0), along(1)]
  return { left: columns.start, top: rows.start, width: columns.part, height: rows.part }
}
