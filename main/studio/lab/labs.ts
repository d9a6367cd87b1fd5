import type { OpenedProject } from '../projects/openedProject'
import type { OpenedProjects } from '../projects/openedProjects'
import type { Studio } from '../studio'
import { Lab } from './lab'

/** The labs of opened projects, one each; a project that is closed takes its lab with it. */
export class Labs {
  private readonly labs = new Map<string, Lab>()
  private readonly studio: Studio
  private readonly opened: OpenedProjects

  constructor(studio: Studio, opened: OpenedProjects) {
    this.studio = studio
    this.opened = opened
  }

  of(project: OpenedProject): Lab {
    const known = this.labs.get(project.id)
    if (known) return known
    const lab = new Lab(this.studio)
    this.labs.set(project.id, lab)
    const unlisten = project.changes.listen(() => {
      if (this.opened.has(project.id)) return
      unlisten()
      this.labs.delete(project.id)
      void lab.close()
    })
    return lab
  }

  async close(): Promise<void> {
    const labs = [...this.labs.values()]
    this.labs.clear()
    await Promise.all(labs.map((lab) => lab.close()))
  }
}
