import path from 'node:path'
import type { DataState, ListedPicture, PictureFilter } from '../../../shared/contract/studio/datasets'
import { Problem } from '../../../shared/problem'
import type { DataSetEdit } from '../../../shared/records/dataSetEdit'
import { excludedBy, namesOf } from '../../../shared/records/dataSetEdit'
import { effectiveEntries } from '../../../shared/records/dataSetEdits'
import { type DataSetFile, dataSetRecord } from '../../../shared/records/dataSetFile'
import { parseRecord } from '../../../shared/records/record'
import type { ScanReport } from '../../../shared/records/scanReport'
import type { SplitName } from '../../../shared/records/splitName'
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

/** What the last scan found. */
interface Scanned {
  readonly source: string
  readonly report: ScanReport
  readonly hasFiles: boolean
  /** The gravest finding that names a picture. */
  readonly findings: ReadonlyMap<string, string>
}

/** The answer to a filter, kept: a window asks for one part after the other. */
interface Found {
  readonly key: string
  readonly version: Shown
  readonly scanned: Scanned | undefined
  readonly pictures: readonly ListedPicture[]
  readonly classes: readonly { readonly name: string; readonly count: number }[]
}

/**
 * What the studio knows of one opened project's data: its `dataset.json` as it was read last, the report of the last scan, and edits that were undone.
 */
export class ProjectData {
  readonly changes = new Changes()
  private readonly project: OpenedProject
  private shown: Shown | undefined
  private report: Scanned | undefined
  private lastFound: Found | undefined
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
    const findings = new Map<string, string>()
    for (const { kind, paths, groups } of report.findings)
      for (const name of paths ?? groups?.flat() ?? []) if (!findings.has(name)) findings.set(name, kind)
    this.report = { source, report, hasFiles, findings }
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
    const report = this.scan()
    const last = file?.edits.at(-1)
    return {
      source,
      ...(report ? { hasFiles: report.hasFiles } : file && { hasFiles: true }),
      isFrozen: file !== undefined,
      classes: file ? countsOf(file, this.pictures()) : report ? dealtClasses(report.report) : [],
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
      ...(file?.hash !== undefined && { hash: file.hash }),
      ...(report && { scannedAt: report.report.createdAt }),
    }
  }

  /** The version that is in effect. Throws `not-frozen` where there is none. */
  frozen(): DataSetFile {
    const version = this.version()
    if (!version) throw notFrozen()
    return version.file
  }

  /** Throws `not-scanned` where the present source was not looked at yet. */
  lastReport(): ScanReport {
    const scanned = this.scan()
    if (!scanned) throw notScanned()
    const { report } = scanned
    return {
      ...report,
      problems: report.problems.slice(0, mostNames),
      duplicates: report.duplicates.slice(0, mostGroups).map((group) => group.slice(0, mostNames)),
      nearDuplicates: report.nearDuplicates.slice(0, mostGroups).map((group) => group.slice(0, mostNames)),
      findings: report.findings.map(({ paths, groups, ...finding }) => ({
        ...finding,
        ...(paths && { paths: paths.slice(0, mostNames) }),
        ...(groups && { groups: groups.slice(0, mostGroups).map((group) => group.slice(0, mostNames)) }),
      })),
    }
  }

  /** Throws `not-frozen` where there is no version of the present source. */
  list(filter: PictureFilter, order: 'source' | 'class', offset: number, limit: number) {
    const { pictures, classes } = this.found(filter, order)
    const groups = order === 'source' ? this.groupsOf(filter, pictures) : undefined
    return {
      total: pictures.length,
      pictures: pictures.slice(offset, offset + limit),
      classes: [...classes],
      ...(groups && { groups }),
    }
  }

  private found(filter: PictureFilter, order: 'source' | 'class'): Found {
    const version = this.version()
    if (!version) throw notFrozen()
    const key = JSON.stringify([filter, order])
    const scanned = this.scan()
    const last = this.lastFound
    if (last?.key === key && last.version === version && last.scanned === scanned) return last
    const places = new Map(version.file.classes.map((name, place) => [name, place]))
    const byClass = version.file.classes.map((): ListedPicture[] => [])
    const fitting = this.fitting(filter)
    for (const picture of fitting) byClass[places.get(picture.className) ?? 0]?.push(picture)
    this.lastFound = {
      key,
      version,
      scanned,
      pictures: order === 'class' ? byClass.flat() : fitting,
      classes: version.file.classes
        .map((name, place) => ({ name, count: byClass[place]?.length ?? 0 }))
        .filter(({ count }) => count > 0),
    }
    return this.lastFound
  }

  private groupsOf({ finding: kind }: PictureFilter, pictures: readonly ListedPicture[]): number[] | undefined {
    const groups = this.scan()?.report.findings.find((each) => each.kind === kind)?.groups
    if (!groups) return undefined
    const listed = new Set(pictures.map(({ name }) => name))
    return groups.map((group) => group.filter((name) => listed.has(name)).length).filter((size) => size > 0)
  }

  private fitting({ classes, splits, finding, search, leftOut }: PictureFilter): ListedPicture[] {
    const kinds = this.scan()?.findings
    const wanted = classes && new Set(classes)
    const part = search?.toLocaleLowerCase()
    const has = (text: string | undefined) => part !== undefined && text?.toLocaleLowerCase().includes(part)
    const fits = ({ name, className, split, isLeftOut }: ListedPicture) =>
      (leftOut === 'with' || isLeftOut === (leftOut === 'only')) &&
      (!wanted || wanted.has(className)) &&
      (!splits || splits.includes(split)) &&
      (part === undefined || has(name) || has(className) || has(kinds?.get(name)))
    return (finding === undefined ? this.pictures() : this.inFinding(finding)).filter(fits).map((picture) => {
      const kind = kinds?.get(picture.name)
      return kind === undefined ? picture : { ...picture, finding: kind }
    })
  }

  private inFinding(kind: string): ListedPicture[] {
    const finding = this.scan()?.report.findings.find((each) => each.kind === kind)
    const names = finding?.groups?.flat() ?? finding?.paths ?? []
    const known = new Map(this.pictures().map((picture) => [picture.name, picture]))
    return names.flatMap((name) => known.get(name) ?? [])
  }

  private pictures(): readonly ListedPicture[] {
    return this.version()?.pictures ?? []
  }

  /** Of the source that the project has now. */
  private scan(): Scanned | undefined {
    return this.report?.source === this.project.state().project.data.source ? this.report : undefined
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

/** Of data that have no files of their own: what the scan counted, where each picture has its split. */
function dealtClasses({ classes, classesOfSplits }: ScanReport): DataState['classes'] {
  const of = (split: SplitName, name: string) => {
    const tally = classesOfSplits[split]
    return tally && Object.hasOwn(tally, name) ? (tally[name] as number) : 0
  }
  return Object.keys(classes).map((name) => ({
    name,
    train: of('train', name),
    validation: of('validation', name),
    test: of('test', name),
  }))
}

/** Names and groups of a finding that a report brings along. */
const mostNames = 200
const mostGroups = 50

const notScanned = (): Problem =>
  new Problem({
    code: 'not-scanned',
    message: 'the pictures have not been looked at yet',
    remedy: 'scan the data first',
  })

const notFrozen = (): Problem =>
  new Problem({
    code: 'not-frozen',
    message: 'the pictures have not been looked at yet',
    remedy: 'scan the data first',
  })
