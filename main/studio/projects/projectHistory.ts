import { stat } from 'node:fs/promises'
import path from 'node:path'
import { Problem } from '../../../shared/problem'
import { type Project, projectRecord } from '../../../shared/records/project'
import { formatRecord, parseRecord } from '../../../shared/records/record'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import { removeLeftovers } from '../../disk/removeLeftovers'
import { writeFileAtomically } from '../../disk/writeFileAtomically'

/** States that are kept; the oldest go first. */
export const mostStates = 200

/** A state of a project as it once was saved. */
export interface SavedState {
  readonly revision: number
  readonly text: string
  readonly project: Project
}

/**
 * The undo journal of a project: one file a state, `.layerloom/history/<revision>.json`, each whole and written before `project.json` is. So a crash
 * at any point loses nothing, and every state that can be read is a good copy of the project.
 */
export class ProjectHistory {
  private readonly folder: string

  constructor(projectFolder: string) {
    this.folder = path.join(projectFolder, '.layerloom', 'history')
  }

  /** Makes the folder, and removes what a crash left half-written. */
  async prepare(): Promise<void> {
    await realDisk.makeFolder(this.folder)
    await removeLeftovers(realDisk, this.folder)
  }

  /** Revisions in their order; none where there is no journal. */
  async revisions(): Promise<number[]> {
    const names = await realDisk.list(this.folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
      throw error
    })
    return names
      .flatMap(({ name }) => (/^[1-9]\d*\.json$/.test(name) ? [Number.parseInt(name, 10)] : []))
      .sort((a, b) => a - b)
  }

  /** `undefined` if it cannot be read: damaged, or of a version that we do not know. */
  async read(revision: number): Promise<SavedState | undefined> {
    const file = this.fileOf(revision)
    try {
      const text = await readTextFile(realDisk, file)
      return { revision, text, project: parseRecord(projectRecord, text, file) }
    } catch (error) {
      if (error instanceof Problem || error instanceof TypeError) return undefined
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  /** Adds a state behind `after`; what lay behind that can no longer be redone. Gives its revision. */
  async add(text: string, after: number): Promise<number> {
    const known = await this.revisions()
    const revision = after + 1
    // Those furthest ahead go first: whatever is cut short, what is left hangs together.
    for (const later of [...known].reverse()) if (later > revision) await realDisk.removeFile(this.fileOf(later))
    await writeFileAtomically(realDisk, this.fileOf(revision), text)
    const kept = known.filter((other) => other <= after)
    for (const old of kept.slice(0, Math.max(0, kept.length + 1 - mostStates)))
      await realDisk.removeFile(this.fileOf(old))
    return revision
  }

  /** The revision that has this text, the newest of several. */
  async find(text: string): Promise<number | undefined> {
    // One that cannot be read is another.
    for (const revision of (await this.revisions()).reverse())
      if ((await readTextFile(realDisk, this.fileOf(revision)).catch(() => undefined)) === text) return revision
    return undefined
  }

  /** When a state was saved, ISO 8601 in UTC. */
  async savedAt(revision: number): Promise<string> {
    return (await stat(this.fileOf(revision))).mtime.toISOString()
  }

  private fileOf(revision: number): string {
    return path.join(this.folder, `${revision}.json`)
  }
}

export const textOf = (project: Project): string => formatRecord(projectRecord, project)
