import type { Stats } from 'node:fs'
import type { Split } from '../../dataSet'
import { fileProblem } from '../fileProblem'
import { notReadable } from '../notReadable'
import type { FileProblem, PictureEntry } from '../pictureListing'
import { nameOfBytes } from '../rawName'
import { specialFile } from '../specialFile'
import { splitOfName } from '../splitNames'
import type { CsvColumns } from './csvColumns'
import { LinkAbove } from './linkAbove'
import { pathInFolder } from './pathInFolder'
import type { CsvRow } from './readCsvRows'
import { statsInFolder } from './statsInFolder'

/** A row that names a picture. */
interface Taken {
  readonly entry: PictureEntry
  readonly line: number
  isConflict: boolean
}

/** Takes the rows of a table one after the other, and has the pictures that they name. */
export class CsvPictures {
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
      let found = statsInFolder(this.folder, name)
      if (!found && other !== undefined) {
        name = other
        found = statsInFolder(this.folder, name)
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
