import { realpath } from 'node:fs/promises'
import path from 'node:path'
import type { GoodCopy } from '../../../shared/contract/studio/projects'
import { Problem } from '../../../shared/problem'
import { projectRecord } from '../../../shared/records/project'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { acquireLock } from '../../disk/lock'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import { oneByOne } from '../host/oneByOne'
import { setAside } from '../host/readOrSetAside'
import { notOpen, OpenedProject, projectIdOf } from './openedProject'
import { ProjectHistory } from './projectHistory'

/** The projects that this studio has open, each once however many windows show it. */
export class OpenedProjects {
  private readonly opened = new Map<string, OpenedProject>()
  private readonly serially = oneByOne()

  /** One that is open already is given again. */
  open(folder: string): Promise<OpenedProject> {
    return this.serially(async () => {
      const real = await realpath(folder).catch(() => path.resolve(folder))
      const known = this.opened.get(projectIdOf(real))
      if (known) return known
      const opened = await OpenedProject.open(real)
      this.opened.set(opened.id, opened)
      return opened
    })
  }

  /** Throws `project-not-open`. */
  get(id: string): OpenedProject {
    const project = this.opened.get(id)
    if (!project) throw notOpen()
    return project
  }

  has(id: string): boolean {
    return this.opened.has(id)
  }

  all(): OpenedProject[] {
    return [...this.opened.values()]
  }

  close(id: string): Promise<void> {
    return this.serially(async () => {
      const project = this.opened.get(id)
      this.opened.delete(id)
      await project?.close()
    })
  }

  /** What the journal of a project holds whole, newest first; the project need not be readable. */
  async goodCopies(folder: string): Promise<GoodCopy[]> {
    const history = new ProjectHistory(folder)
    const copies: GoodCopy[] = []
    for (const revision of (await history.revisions()).reverse()) {
      const state = await history.read(revision)
      if (state) copies.push({ revision, savedAt: await history.savedAt(revision), name: state.project.name })
    }
    return copies
  }

  /** Puts a state of the journal in place of `project.json`, which is kept under another name. */
  restore(folder: string, revision: number): Promise<OpenedProject> {
    return this.serially(async () => {
      if (this.opened.has(projectIdOf(folder))) throw stillOpen(folder)
      const state = await new ProjectHistory(folder).read(revision)
      if (!state) throw noSuchCopy(folder, revision)
      const lock = await acquireLock(realDisk, path.join(folder, '.layerloom'), {
        what: `the project ${path.basename(folder)}`,
      })
      const file = path.join(folder, projectRecord.file)
      try {
        await setAside(file).catch((error) => {
          if (errorCode(error) !== 'ENOENT') throw error
        })
        await writeFileAtomically(realDisk, file, state.text)
      } catch (error) {
        throw diskProblem(error, 'the project', file)
      } finally {
        await lock.release()
      }
    }).then(() => this.open(folder))
  }
}

const noSuchCopy = (folder: string, revision: number): Problem =>
  new Problem({
    code: 'no-good-copy',
    message: `the journal has no whole state ${revision}`,
    remedy: 'choose another one',
    place: folder,
  })

const stillOpen = (folder: string): Problem =>
  new Problem({
    code: 'project-open',
    message: 'the project is open and whole',
    remedy: 'use undo to go back',
    place: folder,
  })
