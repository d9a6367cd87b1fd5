import path from 'node:path'
import type { Handlers } from '../../../shared/contract/studio/core/handlers'
import type { ProjectState, projects } from '../../../shared/contract/studio/projects'
import { zoo } from '../../../shared/zoo'
import type { FolderGrants } from '../folders/folderGrants'
import type { JobBoard } from '../jobs/jobBoard'
import type { Trainings } from '../runs/trainings'
import type { CallContext } from '../serving/serveClient'
import type { Studio } from '../studio'
import { glanceAt } from './glanceAt'
import { mustBeGranted } from './mustBeGranted'
import { newProject } from './newProject'
import { notOpen, type OpenedProject } from './openedProject'
import type { OpenedProjects } from './openedProjects'
import type { RecentList } from './recentList'

export interface ProjectsServices {
  readonly studio: Studio
  readonly grants: FolderGrants
  readonly opened: OpenedProjects
  readonly recent: RecentList
  readonly board: JobBoard
  readonly trainings: Trainings
  /** Throws where the project may not be closed now: a run of it trains. */
  mayClose(project: OpenedProject): void
}

export function projectsHandlers(services: ProjectsServices): Handlers<typeof projects, CallContext> {
  const { grants, opened, recent } = services
  const remembered = async (project: OpenedProject): Promise<ProjectState> => {
    await services.trainings.takeOver(project.folder)
    const state = project.state()
    await recent.opened(state.folder, state.project.name)
    return state
  }
  return {
    recent: () => recent.read(),
    glance: async ({ folder }) => glanceAt(await grants.place(folder), services.trainings),
    forget: async ({ folder }) => {
      await recent.forget(folder)
      return undefined
    },
    networks: async () => zoo.map(({ name, about, options }) => ({ name, about, options: [...options] })),
    create: async (wish, { signal }) => {
      const folder = await grants.place(wish.folder)
      await mustBeGranted(grants, folder, wish.data)
      const { data, name, network, width, stem } = wish
      const made = await services.board.work({ task: 'new-project', subject: path.basename(folder) }, signal, (work) =>
        newProject(services.studio, { folder, data, name, network, width, stem }, work),
      )
      return remembered(await opened.open(made.folder))
    },
    open: async ({ folder }) => remembered(await opened.open(await grants.place(folder))),
    save: async ({ id, revision, project, continues }) => {
      const open = opened.get(id)
      const { source } = project.data
      const before = open.state().project
      if (source !== before.data.source) await mustBeGranted(grants, open.folder, source)
      const start = project.startFrom?.place
      if (start !== undefined && start !== before.startFrom?.place) await mustBeGranted(grants, open.folder, start)
      return open.save(project, revision, continues)
    },
    undo: async ({ id }) => opened.get(id).undo(),
    redo: async ({ id }) => opened.get(id).redo(),
    close: async ({ id }) => {
      services.mayClose(opened.get(id))
      await opened.close(id)
      return undefined
    },
    watch: async ({ id }, { emit, signal }) => {
      const open = opened.get(id)
      emit(open.state())
      await new Promise<void>((resolve, reject) => {
        void open.changes
          .whileWanted(signal, () => {
            if (opened.has(id)) emit(open.state())
            else reject(notOpen())
          })
          .then(resolve)
      })
    },
    goodCopies: async ({ folder }) => opened.goodCopies(await grants.place(folder)),
    restore: async ({ folder, revision }) => remembered(await opened.restore(await grants.place(folder), revision)),
  }
}
