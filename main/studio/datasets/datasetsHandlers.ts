import type { JobEvent, RepairDataResult, ScanResult } from '../../../shared/contract/jobs'
import type { Handlers } from '../../../shared/contract/studio/core/handlers'
import type { datasets, ScanNews } from '../../../shared/contract/studio/datasets'
import { problemOf } from '../../../shared/problemOf'
import { DataReference } from '../../../shared/records/dataReference'
import type { DataSetEdit } from '../../../shared/records/dataSetEdit'
import { excludedBy, namesOf } from '../../../shared/records/dataSetEdit'
import { restoreVersion } from '../../../shared/records/restoreVersion'
import type { ScanReport } from '../../../shared/records/scanReport'
import type { SplitName } from '../../../shared/records/splitName'
import type { FolderGrants } from '../folders/folderGrants'
import { oneByOne } from '../host/oneByOne'
import type { JobBoard } from '../jobs/jobBoard'
import type { Labs } from '../lab/labs'
import { mustBeGranted } from '../projects/mustBeGranted'
import type { OpenedProject } from '../projects/openedProject'
import type { OpenedProjects } from '../projects/openedProjects'
import type { CallContext } from '../serving/serveClient'
import { runJob, type Studio } from '../studio'
import { AllProjectData } from './allProjectData'
import { freezeAsVersion, readVersion, readVersions } from './dataSetVersions'
import { repairData, undoDataEdit } from './repairData'
import { scanSource } from './scanSource'
import type { SupervisedScan } from './superviseScan'
import { versionUses } from './versionUses'

export interface DatasetsServices {
  readonly studio: Studio
  readonly grants: FolderGrants
  readonly board: JobBoard
  readonly opened: OpenedProjects
  readonly labs: Labs
}

export function datasetsHandlers(services: DatasetsServices): Handlers<typeof datasets, CallContext> {
  const { studio, grants, board, opened, labs } = services
  const all = new AllProjectData(opened)
  const granted = async (project: OpenedProject) => {
    await mustBeGranted(grants, project.folder, project.state().project.data.source)
    return project
  }
  // A button that is pressed twice is one version, not two of one number.
  const freezing = oneByOne()
  const edit = (project: OpenedProject, one: DataSetEdit) =>
    runJob(studio, { task: 'edit-data', projectFolder: project.folder, edit: one }, undefined)

  return {
    describe: async ({ source, folder }, { signal }) => {
      const place = folder === undefined ? (grants.roots()[0] ?? '/') : await grants.place(folder)
      await mustBeGranted(grants, place, source)
      const data = DataReference.parse({ source })
      return board.work({ task: 'describe-data', subject: source }, signal, (work) =>
        runJob(studio, { task: 'describe-data', data, folder: place }, undefined, work),
      )
    },
    watch: async ({ project }, { emit, signal }) => {
      const data = await all.of(opened.get(project))
      emit(data.state())
      await data.changes.whileWanted(signal, () => opened.has(project) && emit(data.state()))
    },
    scan: async ({ project: id, repair }, { emit, signal }) => {
      const project = await granted(opened.get(id))
      const data = await all.of(project)
      const edits = await scan(services, project, repair, { emit, signal }, (source, report, hasFiles) =>
        data.scanned(source, report, hasFiles),
      )
      if (edits.length > 0) data.edited()
      await data.refresh()
      emit({ state: 'done', edits: edits.map((one) => ({ kind: one.kind, pictures: countOf(one) })) })
    },
    report: async ({ project }) => (await all.of(opened.get(project))).lastReport(),
    list: async ({ project, filter, order, offset, limit }) =>
      (await all.of(opened.get(project))).list(filter, order, offset, limit),
    thumbnails: async ({ project: id, names, side, fit }, { signal }) => {
      const project = await granted(opened.get(id))
      const { project: saved } = project.state()
      const question = { ask: 'thumbnails' as const, project: saved, projectFolder: project.folder, names, side, fit }
      // Many a window asks for: none takes the place of another.
      return labs.of(project).ask(question, `thumbnails ${thumbnailLane++}`, signal)
    },
    edit: async ({ project: id, edit: wish }) => {
      const project = opened.get(id)
      const data = await all.of(project)
      await edit(project, { ...wish, by: 'person' })
      data.edited()
      await data.refresh()
      return {}
    },
    undo: async ({ project: id }) => {
      const project = opened.get(id)
      const data = await all.of(project)
      const { undone } = await undoDataEdit(studio, project.asOpenProject())
      data.undid(undone)
      await data.refresh()
      return { undone }
    },
    redo: async ({ project: id }) => {
      const project = opened.get(id)
      const data = await all.of(project)
      const done = data.nextRedo()
      await edit(project, done)
      data.redid()
      await data.refresh()
      return { done }
    },
    versions: async ({ project }) => {
      const { folder } = opened.get(project)
      const [versions, uses] = [await readVersions(folder), await versionUses(folder)]
      return versions.map((version) => ({ ...version, runs: uses.get(version.hash) ?? [] })).reverse()
    },
    freezeVersion: async ({ project: id }) => {
      const project = opened.get(id)
      const data = await all.of(project)
      const { classes, leftOut, edits } = data.state()
      const sum = (split: SplitName) => classes.reduce((total, each) => total + each[split], 0)
      const counts = { train: sum('train'), validation: sum('validation'), test: sum('test') }
      const version = await freezing(() =>
        freezeAsVersion(
          project.folder,
          data.frozen(),
          { classes: classes.length, ...counts, leftOut, edits },
          new Date(),
        ),
      )
      data.changes.tell()
      return version
    },
    restoreVersion: async ({ project: id, number }) => {
      const project = opened.get(id)
      const data = await all.of(project)
      const { edit: back, gone } = restoreVersion(data.frozen(), await readVersion(project.folder, number), number)
      await edit(project, back)
      data.edited()
      await data.refresh()
      return { gone }
    },
  }
}

let thumbnailLane = 0

const countOf = (edit: DataSetEdit): number =>
  edit.kind === 'keep-one' ? excludedBy(edit).length : namesOf(edit).length

interface Stream {
  emit(news: ScanNews): void
  readonly signal: AbortSignal
}

/** Looks at the data in the sight of all. Gives what was mended. */
async function scan(
  { studio, board }: DatasetsServices,
  project: OpenedProject,
  kinds: readonly string[],
  { emit, signal }: Stream,
  found: (source: string, report: ScanReport, hasFiles: boolean) => void,
): Promise<DataSetEdit[]> {
  const open = project.asOpenProject()
  const { data } = open.project
  let news: ScanNews & { state: 'working' } = { state: 'working', phase: 'starting', files: 0, done: 0, problems: 0 }
  const title = { task: 'scan', subject: data.source, projectFolder: open.folder }
  let scanning: SupervisedScan<ScanResult> | SupervisedScan<RepairDataResult> | undefined
  const job = board.add(title, () => scanning?.stop())
  const onEvent = (event: JobEvent) => {
    if (event.event !== 'scan') return
    const { event: _event, ...rest } = event
    news = { state: 'working', ...rest }
    emit(news)
    const { files, done } = rest
    board.change(job, { working: rest.phase, ...(files > 0 && { progress: Math.min(1, done / files) }) })
  }
  emit(news)
  scanning = data.source.startsWith('sample:')
    ? scanSource(studio, { source: data.source, folder: open.folder }, { onEvent })
    : repairData(studio, open, kinds, { onEvent }, true)
  const stop = () => scanning?.stop()
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    const result = await scanning.ended
    const { hasFiles, edits } = result.task === 'repair-data' ? result : nothingToMend
    found(data.source, result.report, hasFiles)
    board.end(job)
    return edits
  } catch (error) {
    board.end(job, { problem: problemOf(error) })
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Of samples. */
const nothingToMend = { hasFiles: false, edits: [] }
