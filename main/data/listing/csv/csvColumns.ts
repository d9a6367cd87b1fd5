/** Positions of the columns that a listing reads. */
export interface CsvColumns {
  readonly path: number
  readonly label: number
  readonly split: number | undefined
}

/** Usual names, in small letters without signs. */
const names: Readonly<Record<keyof CsvColumns, readonly string[]>> = {
  path: [
    'path',
    'file',
    'filename',
    'filepath',
    'image',
    'imagepath',
    'imagefile',
    'imagename',
    'imageid',
    'img',
    'imgpath',
    'picture',
    'photo',
  ],
  label: ['label', 'labels', 'class', 'classname', 'category', 'target'],
  split: ['split', 'set', 'subset', 'partition'],
}

/**
 * The columns that a first row names, others by position: the first that is left is the path, the next the label. `undefined` if it has
 * none of the usual names, and so may be a row like the others.
 */
export function namedColumns(cells: readonly string[]): CsvColumns | undefined {
  const plain = cells.map((cell) => cell.toLowerCase().replace(/[^a-z]/g, ''))
  const find = (column: keyof CsvColumns) => plain.findIndex((cell) => names[column].includes(cell))
  const [path, label, split] = [find('path'), find('label'), find('split')]
  if (path < 0 && label < 0) return undefined
  const left = cells.map((_, k) => k).filter((k) => k !== path && k !== label && k !== split)
  const pathColumn = path < 0 ? left.shift() : path
  const labelColumn = label < 0 ? left.shift() : label
  if (pathColumn === undefined || labelColumn === undefined) return undefined
  return { path: pathColumn, label: labelColumn, split: split < 0 ? undefined : split }
}

/** Path, label, and split if there is a third column. */
export const columnsByPosition = (count: number): CsvColumns => ({
  path: 0,
  label: 1,
  split: count > 2 ? 2 : undefined,
})
