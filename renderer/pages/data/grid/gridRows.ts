import type { Section } from './pictureList'

/** A line of the grid: a heading, or pictures `first` to `first + count - 1` of the list. */
export type GridRow =
  | { readonly kind: 'title'; readonly title: string; readonly count: number }
  | { readonly kind: 'pictures'; readonly first: number; readonly count: number }

/** The lines that a list has in so many columns. Each section begins a line. */
export function gridRows(sections: readonly Section[], columns: number): GridRow[] {
  const rows: GridRow[] = []
  let first = 0
  for (const { title, count } of sections) {
    if (title !== undefined) rows.push({ kind: 'title', title, count })
    for (let done = 0; done < count; done += columns)
      rows.push({ kind: 'pictures', first: first + done, count: Math.min(columns, count - done) })
    first += count
  }
  return rows
}

/** The line of a picture; -1: it has none. */
export function rowOf(rows: readonly GridRow[], index: number): number {
  let [low, high] = [0, rows.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    let at = middle
    // A heading stands for the line below it.
    while (rows[at]?.kind === 'title') at++
    const row = rows[at]
    if (row?.kind !== 'pictures' || index < row.first) high = middle - 1
    else if (index >= row.first + row.count) low = at + 1
    else return at
  }
  return -1
}

/** The picture above or below by so many lines, in the same column as far as there is one. */
export function vertical(rows: readonly GridRow[], index: number, lines: number): number {
  const from = rowOf(rows, index)
  const start = rows[from]
  if (start?.kind !== 'pictures') return index
  const column = index - start.first
  const step = Math.sign(lines)
  let left = Math.abs(lines)
  let found = start
  for (let at = from + step; left > 0 && at >= 0 && at < rows.length; at += step) {
    const row = rows[at]
    if (row?.kind !== 'pictures') continue
    found = row
    left--
  }
  return found === start ? index : found.first + Math.min(column, found.count - 1)
}
