import { createHash } from 'node:crypto'
import path from 'node:path'
import type { ProjectState } from '../../../shared/contract/studio/projects'
import { Problem } from '../../../shared/problem'
import { type Project, projectRecord } from '../../../shared/records/project'
import { parseRecord } from '../../../shared/records/record'
import { diskProblem } from '../../disk/diskProblem'
import { acquireLock, type Lock } from '../../disk/lock'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import { removeLeftovers } from '../../disk/removeLeftovers'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import { Changes } from '../host/changes'
import { oneByOne } from '../host/oneByOne'
import { recoverRuns } from '../runs/recoverRuns'
import { ProjectHistory, textOf } from './projectHistory'
import { type OpenProject, openProject } from './projects'

/** A project of which this studio is the only writer, until it is closed or the process ends. */
export class OpenedProject {
  readonly id: string
  readonly folder: string
  readonly changes = new Changes()
  private readonly lock: Lock
  private readonly history: ProjectHistory
  private readonly serially = oneByOne()
  private project: Project
  /** What `project.json` holds as far as we know. */
  private text: string
  /** Where in the journal it stands. */
  private place: number
  /** The place that the last `save` made; none is left once somebody stepped back or forward. */
  private saved: number | undefined
  private known: number[]
  private revision = 1
  private isClosed = false

  private constructor(folder: string, lock: Lock, history: ProjectHistory, open: Standing) {
    this.folder = folder
    this.id = projectIdOf(folder)
    this.lock = lock
    this.history = history
    this.project = open.project
    this.text = open.text
    this.place = open.place
    this.known = open.known
  }

  /** Takes the project's lock and reads it. Throws `locked` with who has it, `no-project`, or what is wrong with the file. */
  static async open(folder: string): Promise<OpenedProject> {
    // Read first: a folder without a project gets no `.layerloom`.
    const { file } = await openProject(folder)
    const state = path.join(folder, '.layerloom')
    try {
      await realDisk.makeFolder(state)
      const lock = await acquireLock(realDisk, state, { what: `the project ${path.basename(folder)}` })
      try {
        const history = new ProjectHistory(folder)
        await history.prepare()
        await removeLeftovers(realDisk, folder)
        await recoverRuns(folder)
        const text = await readTextFile(realDisk, file)
        const project = parseRecord(projectRecord, text, file)
        const place = (await history.find(text)) ?? (await history.add(text, (await history.revisions()).pop() ?? 0))
        return new OpenedProject(folder, lock, history, { project, text, place, known: await history.revisions() })
      } catch (error) {
        await lock.release()
        throw error
      }
    } catch (error) {
      throw diskProblem(error, 'the project', folder)
    }
  }

  state(): ProjectState {
    return {
      id: this.id,
      folder: this.folder,
      project: this.project,
      revision: this.revision,
      canUndo: this.known.some((revision) => revision < this.place),
      canRedo: this.known.some((revision) => revision > this.place),
    }
  }

  asOpenProject(): OpenProject {
    return { folder: this.folder, file: this.file, project: this.project }
  }

  /** `continues`: the change goes on with the one that was saved last (a slider that is still being drawn), so that both are one step of undo. */
  save(project: Project, revision: number, continues = false): Promise<ProjectState> {
    return this.change(async () => {
      if (revision !== this.revision) throw revisionOld(this.revision)
      const text = textOf(project)
      if (text === this.text) return
      await this.keepForeignEdit()
      this.place = await this.history.add(text, continues && this.saved === this.place ? this.place - 1 : this.place)
      this.saved = this.place
      await writeFileAtomically(realDisk, this.file, text)
      this.stand(project, text)
    })
  }

  undo(): Promise<ProjectState> {
    return this.step('undo', () => [...this.known].reverse().filter((revision) => revision < this.place))
  }

  redo(): Promise<ProjectState> {
    return this.step('redo', () => this.known.filter((revision) => revision > this.place))
  }

  async close(): Promise<void> {
    await this.serially(async () => {
      if (this.isClosed) return
      this.isClosed = true
      await this.lock.release()
    })
    this.changes.tell()
  }

  private get file(): string {
    return path.join(this.folder, projectRecord.file)
  }

  /** To the nearest state that can be read. */
  private step(what: 'undo' | 'redo', candidates: () => number[]): Promise<ProjectState> {
    return this.change(async () => {
      await this.keepForeignEdit()
      for (const revision of candidates()) {
        const state = await this.history.read(revision)
        if (!state) continue
        await writeFileAtomically(realDisk, this.file, state.text)
        this.place = revision
        this.saved = undefined
        this.stand(state.project, state.text)
        return
      }
      throw new Problem({ code: `nothing-to-${what}`, message: `there is nothing to ${what}` })
    })
  }

  /** What somebody wrote into `project.json` past us becomes a state of the journal, so that our writing over it loses nothing. */
  private async keepForeignEdit(): Promise<void> {
    const found = await readTextFile(realDisk, this.file)
    if (found === this.text) return
    this.place = await this.history.add(found, this.place)
  }

  private change(act: () => Promise<void>): Promise<ProjectState> {
    return this.serially(async () => {
      if (this.isClosed) throw notOpen()
      try {
        await act()
      } catch (error) {
        throw diskProblem(error, 'the project', this.file)
      } finally {
        this.known = await this.history.revisions()
      }
      return this.state()
    })
  }

  private stand(project: Project, text: string): void {
    this.project = project
    this.text = text
    this.revision++
    this.changes.tell()
  }
}

interface Standing {
  readonly project: Project
  readonly text: string
  readonly place: number
  readonly known: number[]
}

/** The same for the same folder, so that windows that are loaded again find it. */
export const projectIdOf = (folder: string): string =>
  `p${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`

export const notOpen = (): Problem =>
  new Problem({ code: 'project-not-open', message: 'the project is not open', remedy: 'open it again' })

const revisionOld = (newest: number): Problem =>
  new Problem({
    code: 'revision-old',
    message: `the project was changed meanwhile, it is at revision ${newest}`,
    remedy: 'take the newest state and make the change again',
  })
