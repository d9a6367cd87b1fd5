import type { OpenedProject } from '../projects/openedProject'
import type { OpenedProjects } from '../projects/openedProjects'
import { ProjectData } from './projectData'

/** What is known of the data of opened projects, read when somebody first asks, forgotten when the project is closed. */
export class AllProjectData {
  private readonly known = new Map<string, Promise<ProjectData>>()
  private readonly opened: OpenedProjects

  constructor(opened: OpenedProjects) {
    this.opened = opened
  }

  of(project: OpenedProject): Promise<ProjectData> {
    const known = this.known.get(project.id)
    if (known) return known
    const data = new ProjectData(project)
    const read = data.refresh().then(() => data)
    this.known.set(project.id, read)
    // Read again by the next one who asks: the file may have been mended.
    read.catch(() => this.known.delete(project.id))
    const unlisten = project.changes.listen(() => {
      if (this.opened.has(project.id)) return data.changes.tell()
      unlisten()
      this.known.delete(project.id)
    })
    return read
  }
}
