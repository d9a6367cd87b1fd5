import path from 'node:path'
import type { DataState, ListedPicture, PictureFilter } from '../../../shared/contract/studio/datasets'
import { Problem } from '../../../shared/problem'
import type { DataSetEdit } from '../../../shared/records/dataSetEdit'
import { excludedBy, namesOf } from '../../../shared/records/dataSetEdit'
import { effectiveEntries } from '../../../shared/records/dataSetEdits'
import { type DataSetFile, dataSetRecord } from '../../../shared/records/dataSetFile'
import { parseRecord } from '../../../shared/records/record'
import type { ScanReport } from '../../../shared/records/scanReport'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import { Changes } from '../host/changes'
import type { OpenedProject } from '../projects/openedProject'

/** What a window is shown of a frozen version, worked out once a version. */
interface Shown {
  readonly file: DataSetFile
  /** In the order of the source. */
  readonly pictures: readonly ListedPicture[]
}

/**
 * What the studio knows of one opened project's data: its `dataset.json` as it was read last, the report of the last scan, and edits that were undone.
 */
export class ProjectData {
  readonly changes = new Changes()
  private readonly project: OpenedProject
  private shown: Shown | undefined
  private report: { readonly source: string; readonly report: ScanReport; readonly hasFiles: boolean } | undefined
  private readonly undone: DataSetEdit[] = []

  constructor(project: OpenedProject) {
    this.project = project
  }

  /** Reads `dataset.json` anew. Throws a Problem for one that is damaged. */
  async refresh(): Promise<void> {
    const file = path.join(this.project.folder, dataSetRecord.file)
    try {
      this.shown = shownOf(parseRecord(dataSetRecord, await readTextFile(realDisk, file), file))
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw diskProblem(error, 'the data set', file, 'read')
      this.shown = undefined
    }
    this.changes.tell()
  }

  /** What a scan found; it holds for the source that was scanned. */
  scanned(source: string, report: ScanReport, hasFiles: boolean): void {
    this.report = { source, report, hasFiles }
  }

  edited(): void {
    this.undone.length = 0
  }

  undid(edit: DataSetEdit): void {
    this.undone.push(edit)
  }

  /** The edit that was undone last. */
  nextRedo(): DataSetEdit {
    const edit = this.undone.at(-1)
    if (edit) return edit
    throw new Problem({ code: 'nothing-to-redo', message: 'no edit of the data was undone' })
  }

  redid(): void {
    this.undone.pop()
  }

  state(): DataState {
    const { source } = this.project.state().project.data
    const file = this.version()?.file
    const report = this.report?.source === source ? this.report : undefined
    const last = file?.edits.at(-1)
    return {
      source,
      ...(report ? { hasFiles: report.hasFiles } : file && { hasFiles: true }),
      isFrozen: file !== undefined,
      classes: file ? countsOf(file, this.pictures()) : [],
      leftOut: this.pictures().filter(({ isLeftOut }) => isLeftOut).length,
      edits: file?.edits.length ?? 0,
      ...(last && {
        lastEdit: {
          kind: last.kind,
          ...(last.reason !== undefined && { reason: last.reason }),
          pictures: last.kind === 'keep-one' ? excludedBy(last).length : namesOf(last).length,
        },
      }),
      canRedo: this.undone.length > 0,
      ...(report && { report: report.report }),
    }
  }

  /** Throws `not-frozen` where there is no version of the present source. */
  list(filter: PictureFilter, offset: number, limit: number): { total: number; pictures: ListedPicture[] } {
    if (!this.version()) throw notFrozen()
    const found = this.found(filter)
    return { total: found.length, pictures: found.slice(offset, offset + limit) }
  }

  private found({ classes, splits, finding, search, leftOut }: PictureFilter): ListedPicture[] {
    const wanted = classes && new Set(classes)
    const part = search?.toLocaleLowerCase()
    const fits = ({ name, className, split, isLeftOut }: ListedPicture) =>
      (leftOut === 'with' || isLeftOut === (leftOut === 'only')) &&
      (!wanted || wanted.has(className)) &&
      (!splits || splits.includes(split)) &&
      (part === undefined || name.toLocaleLowerCase().includes(part))
    return (finding === undefined ? this.pictures() : this.inFinding(finding)).filter(fits)
  }

  private inFinding(kind: string): ListedPicture[] {
    const finding = this.report?.report.findings.find((each) => each.kind === kind)
    const names = finding?.groups?.flat() ?? finding?.paths ?? []
    const known = new Map(this.pictures().map((picture) => [picture.name, picture]))
    return names.flatMap((name) => known.get(name) ?? [])
  }

  private pictures(): readonly ListedPicture[] {
    return this.version()?.pictures ?? []
  }

  /** A version of another source than the project has now is none. */
  private version(): Shown | undefined {
    return this.shown?.file.source === this.project.state().project.data.source ? this.shown : undefined
  }
}

function shownOf(file: DataSetFile): Shown {
  const effective = new Map(effectiveEntries(file).map((entry) => [entry[0], entry]))
  const pictures = file.entries.map(([name, , before, dealt]): ListedPicture => {
    const [, , className = before, split = dealt] = effective.get(name) ?? []
    return {
      name,
      className,
      split,
      ...(className !== before && { formerClass: before }),
      isLeftOut: !effective.has(name),
    }
  })
  return { file, pictures }
}

function countsOf({ classes }: DataSetFile, pictures: readonly ListedPicture[]): DataState['classes'] {
  const counts = new Map(classes.map((name) => [name, { name, train: 0, validation: 0, test: 0 }]))
  for (const { className, split, isLeftOut } of pictures) {
    const of = counts.get(className)
    if (of && !isLeftOut) of[split]++
  }
  return [...counts.values()]
}

const notFrozen = (): Problem =>
  new Problem({
    code: 'not-frozen',
    message: 'the pictures have not been looked at yet',
    remedy: 'scan the data first',
  })
