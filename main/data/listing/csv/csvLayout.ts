import { Problem } from '../../../../shared/problem'
import { type CsvColumns, columnsByPosition, namedColumns } from './csvColumns'
import { pathInFolder } from './pathInFolder'
import type { CsvRow } from './readCsvRows'
import { statsInFolder } from './statsInFolder'

/** Where the columns are, and the rows behind those that name them. */
export function csvLayout(
  rows: readonly CsvRow[],
  folder: string,
  place: string,
): { rows: readonly CsvRow[]; columns: CsvColumns; count: number } {
  const [first, second] = rows
  if (!first) return { rows, columns: columnsByPosition(2), count: 2 }
  const count = first.cells.length
  if (count < 2)
    throw new Problem({
      code: 'csv-columns',
      message: 'the table has one column; it has to have a path and a label',
      remedy: 'separate them by commas, semicolons or tabs',
      place,
    })
  const named = namedColumns(first.cells.map(String))
  const columns = named ?? columnsByPosition(count)
  const names = (row: CsvRow) => pathInFolder(row.cells[columns.path] as Buffer, folder)
  const isThere = (row: CsvRow) => names(row).some((name) => statsInFolder(folder, name) !== undefined)
  // A picture may be called `image`; and whatever a first row says, it is no picture if only the next one is.
  const isHeader = !isThere(first) && (named !== undefined || (second?.cells.length === count && isThere(second)))
  return { rows: isHeader ? rows.slice(1) : rows, columns: isHeader ? columns : columnsByPosition(count), count }
}
