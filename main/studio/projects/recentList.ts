import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { RecentProject } from '../../../shared/contract/studio/projects'
import { projectRecord } from '../../../shared/records/project'
import { type RecentProjects, recentRecord } from '../../../shared/records/recentProjects'
import { formatRecord } from '../../../shared/records/record'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import { oneByOne } from '../host/oneByOne'
import { readOrSetAside } from '../host/readOrSetAside'

const most = 50

/** Projects that were opened, newest first. A file that is broken is set aside: the list begins anew. */
export class RecentList {
  private readonly file: string
  private projects: RecentProjects['projects']
  private readonly serially = oneByOne()

  private constructor(file: string, projects: RecentProjects['projects']) {
    this.file = file
    this.projects = projects
  }

  static async open(workspace: string): Promise<RecentList> {
    const file = path.join(workspace, recentRecord.file)
    return new RecentList(file, (await readOrSetAside(recentRecord, file)).record?.projects ?? [])
  }

  async read(): Promise<RecentProject[]> {
    return Promise.all(this.projects.map(async (project) => ({ ...project, isThere: await isThere(project.folder) })))
  }

  folders(): string[] {
    return this.projects.map(({ folder }) => folder)
  }

  opened(folder: string, name: string): Promise<void> {
    const entry = { folder, name, openedAt: new Date().toISOString() }
    return this.write(() => [entry, ...this.projects.filter((project) => project.folder !== folder)].slice(0, most))
  }

  forget(folder: string): Promise<void> {
    return this.write(() => this.projects.filter((project) => project.folder !== folder))
  }

  private write(next: () => RecentProjects['projects']): Promise<void> {
    return this.serially(async () => {
      const projects = next()
      const text = formatRecord(recentRecord, { format: 'layerloom-recent', version: 1, projects })
      await writeFileAtomically(realDisk, this.file, text)
      this.projects = projects
    })
  }
}

/** A folder on a disk that is not plugged in, or that may not be looked into, is not there for us. */
const isThere = (folder: string): Promise<boolean> =>
  stat(path.join(folder, projectRecord.file)).then(
    (found) => found.isFile(),
    () => false,
  )
