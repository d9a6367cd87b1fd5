import { lstatSync, type Stats } from 'node:fs'
import path from 'node:path'
import { Problem } from '../../../../shared/problem'
import { errorCode } from '../../../disk/disk'
import type { Split } from '../../dataSet'
import { fileProblem } from '../fileProblem'
import { filesOnDisk } from '../filesOnDisk'
import { defaultMostBytes } from '../fileTooLarge'
import type { ListOptions } from '../listOptions'
import { notReadable } from '../notReadable'
import type { FileProblem, PictureEntry, PictureListing } from '../pictureListing'
import { ProgressTeller } from '../progressTeller'
import { nameOfBytes, systemPath } from '../rawName'
import { sortedListing } from '../sortedListing'
import { specialFile } from '../specialFile'
import { splitOfName } from '../splitNames'
import { TimeSlices } from '../timeSlices'
import { type CsvColumns, columnsByPosition, namedColumns } from './csvColumns'
import { LinkAbove } from './linkAbove'
import { pathInFolder } from './pathInFolder'
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
  const { rows, columns, count } = layoutOf(all, folder, source)
  const reader = new RowReader(folder, columns, count, path.basename(table), problems)
  for (const row of rows) {
    if (slices.isOver()) await slices.next()
    reader.take(row)
  }
  teller.end()
  return {
    ...sortedListing(source, reader.entries(), problems),
    ...filesOnDisk(folder, options.mostBytes ?? defaultMostBytes),
  }
}

/** Where the columns are, and the rows behind those that name them. */
function layoutOf(
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
  const isThere = (row: CsvRow) => names(row).some((name) => stats(folder, name) !== undefined)
  // A picture may be called `image`; and whatever a first row says, it is no picture if only the next one is.
  const isHeader = !isThere(first) && (named !== undefined || (second?.cells.length === count && isThere(second)))
  return { rows: isHeader ? rows.slice(1) : rows, columns: isHeader ? columns : columnsByPosition(count), count }
}

/** What stands under a name; `undefined` if nothing does. Other errors of the system are thrown. */
function stats(folder: string, name: string): Stats | undefined {
  try {
    return lstatSync(systemPath(folder, name))
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    throw error
  }
}

/** A row that names a picture. */
interface Taken {
  readonly entry: PictureEntry
  readonly line: number
  isConflict: boolean
}

class RowReader {
  private readonly problems: FileProblem[]
  private readonly folder: string
  private readonly columns: CsvColumns
  private readonly count: number
  private readonly table: string
  private readonly links: LinkAbove
  private readonly taken = new Map<string, Taken>()

  /** Rows that cannot be used go into `problems`. */
  constructor(folder: string, columns: CsvColumns, count: number, table: string, problems: FileProblem[]) {
    this.folder = folder
    this.columns = columns
    this.count = count
    this.table = table
    this.links = new LinkAbove(folder)
    this.problems = problems
  }

  entries(): PictureEntry[] {
    return [...this.taken.values()].flatMap(({ entry, isConflict }) => (isConflict ? [] : [entry]))
  }

  take({ line, cells }: CsvRow): void {
    const refuse = (code: string, message: string, remedy: string, place = `${this.table}, line ${line}`) =>
      this.problems.push({ code, message: `line ${line}: ${message}`, remedy, place })
    if (cells.length !== this.count) {
      const many = `${cells.length} ${cells.length === 1 ? 'column' : 'columns'}`
      refuse(
        'csv-columns',
        `it has ${many} instead of ${this.count}`,
        'put quotes around cells that have commas in them',
      )
      return
    }
    const cell = cells[this.columns.path] as Buffer
    const [name, other] = pathInFolder(cell, this.folder)
    if (name === undefined) {
      if (cell.length === 0) refuse('csv-no-path', 'it names no picture', 'fill in the path')
      else
        refuse(
          'csv-outside',
          'the path leads out of the folder of the table',
          'put the table into a folder above the pictures',
          nameOfBytes(cell),
        )
      return
    }
    const label = textOf(cells[this.columns.label] as Buffer)
    if (label === '') {
      refuse('csv-no-label', 'it has no label', 'fill in the label', name)
      return
    }
    const splitCell = this.columns.split === undefined ? '' : textOf(cells[this.columns.split] as Buffer)
    const split = splitOfName(splitCell)
    if (splitCell !== '' && !split) {
      refuse('csv-split', `${splitCell} is no split`, 'write train, val or test', name)
      return
    }
    this.takePicture(name, other, label, split, line)
  }

  private takePicture(
    likely: string,
    other: string | undefined,
    className: string,
    split: Split | undefined,
    line: number,
  ): void {
    const atLine = (problem: FileProblem) =>
      void this.problems.push({ ...problem, message: `line ${line}: ${problem.message}` })
    let name = likely
    try {
      let found = stats(this.folder, name)
      if (!found && other !== undefined) {
        name = other
        found = stats(this.folder, name)
      }
      const problem = found && this.notUsable(name, found)
      if (found && !problem) this.add({ name, className, split, size: found.size, modified: found.mtimeMs }, line)
      else
        atLine(
          problem ?? {
            code: 'missing',
            message: 'the file is not there',
            remedy: `check the path; it counts from the folder of ${this.table}`,
            place: likely,
          },
        )
    } catch (error) {
      atLine(fileProblem(error, 'picture', name))
    }
  }

  private notUsable(name: string, found: Stats): FileProblem | undefined {
    if (found.isDirectory())
      return { code: 'special-file', message: 'is a folder, no picture', remedy: 'name a file', place: name }
    if (this.links.isAbove(name))
      return {
        code: 'link',
        message: 'lies behind a link, and links are not followed',
        remedy: 'put the table beside the pictures themselves',
        place: name,
      }
    return specialFile(found, name) ?? notReadable(this.folder, name, found)
  }

  private add(entry: PictureEntry, line: number): void {
    const earlier = this.taken.get(entry.name)
    if (!earlier) {
      this.taken.set(entry.name, { entry, line, isConflict: false })
      return
    }
    const { className, split } = earlier.entry
    const isSame = className === entry.className && split === entry.split
    const says = (label: string, split: Split | undefined) => (split ? `${label} (${split})` : label)
    if (!isSame) earlier.isConflict = true
    this.problems.push(
      isSame
        ? {
            code: 'csv-duplicate',
            message: `line ${line}: the same picture is in line ${earlier.line} already`,
            remedy: 'remove one of the lines',
            place: entry.name,
          }
        : {
            code: 'csv-label-conflict',
            message: `line ${line} says ${says(entry.className, entry.split)}, line ${earlier.line} ${says(className, split)}; the picture is not used`,
            remedy: 'remove the line that is wrong',
            place: entry.name,
          },
    )
  }
}

/** Text of a cell; bytes that are no UTF-8 as in names. */
function textOf(cell: Buffer): string {
  const text = cell.toString('utf8')
  return text.includes('\ufffd') ? nameOfBytes(cell) : text
}
