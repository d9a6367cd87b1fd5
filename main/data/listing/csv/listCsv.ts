import path from 'node:path'
import { filesOnDisk } from '../filesOnDisk'
import { defaultMostBytes } from '../fileTooLarge'
import type { ListOptions } from '../listOptions'
import type { FileProblem, PictureListing } from '../pictureListing'
import { ProgressTeller } from '../progressTeller'
import { sortedListing } from '../sortedListing'
import { TimeSlices } from '../timeSlices'
import { csvLayout } from './csvLayout'
import { CsvPictures } from './csvPictures'
import { type CsvRow, readCsvRows } from './readCsvRows'

/**
 * The pictures that a table names: a column of paths, counted from the table's folder and inside it, one of labels, and perhaps one of
 * splits. A first row that names its columns is told from one with a picture. Labels are text, numbers too: `10` comes before `2`,
 * and `01` is not `1`. Rows that cannot be used are problems with the number of their line.
 */
export async function listCsv(table: string, source: string, options: ListOptions): Promise<PictureListing> {
  const folder = path.dirname(table)
  const all: CsvRow[] = []
  const problems: FileProblem[] = []
  const teller = new ProgressTeller(options.onProgress, () => ({
    files: all.length - problems.length,
    folders: 0,
    problems: problems.length,
  }))
  const slices = new TimeSlices(options.signal, () => teller.tell())
  for await (const row of readCsvRows(table, source)) {
    if (slices.isOver()) await slices.next()
    all.push(row)
  }
  const { rows, columns, count } = csvLayout(all, folder, source)
  const pictures = new CsvPictures(folder, columns, count, path.basename(table), problems)
  for (const row of rows) {
    if (slices.isOver()) await slices.next()
    pictures.take(row)
  }
  teller.end()
  return {
    ...sortedListing(source, pictures.entries(), problems),
    ...filesOnDisk(folder, options.mostBytes ?? defaultMostBytes),
  }
}
