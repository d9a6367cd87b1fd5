import type { ReceptiveField } from '../../../shared/model/receptiveField'

/** A part of a picture, in its pixels. */
export interface FieldBox {
  readonly top: number
  readonly left: number
  readonly height: number
  readonly width: number
  /** The field goes beyond the picture: there the unit sees padding. */
  readonly isCut: boolean
}

/** What of a picture the unit at a row and column of a layer's output can depend on. */
export function fieldOnPicture(
  { size, jump, padding }: ReceptiveField,
  unit: readonly [row: number, column: number],
  picture: readonly [height: number, width: number],
): FieldBox {
  const along = (axis: 0 | 1) => {
    const first = unit[axis] * jump[axis] - padding[axis]
    const last = first + size[axis]
    const start = Math.max(0, Math.min(picture[axis], first))
    return {
      start,
      length: Math.max(0, Math.min(picture[axis], last) - start),
      isCut: first < 0 || last > picture[axis],
    }
  }
  const [rows, columns] = [along(0), along(1)]
  return {
    top: rows.start,
    left: columns.start,
    height: rows.length,
    width: columns.length,
    isCut: rows.isCut || columns.isCut,
  }
}
