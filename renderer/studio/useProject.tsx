import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { useStore } from 'zustand'
import type { ProjectState } from '../../shared/contract/studio/projects'
import type { ProblemDetails } from '../../shared/problem'
import type { Project } from '../../shared/records/project'
import { type ProjectEdit, ProjectStore, type ShownProject } from './projectStore'
import { useStudio } from './useStudio'

const stores = new Map<string, ProjectStore>()
const ProjectContext = createContext<ProjectStore | undefined>(undefined)

/** The store of a folder's project; the same as long as the page lives, so that going from page to page loses nothing. */
function storeOf(folder: string): ProjectStore {
  const store = stores.get(folder) ?? new ProjectStore(folder)
  stores.set(folder, store)
  return store
}

/** Opens a project for all that is below. */
export const ProjectProvider = ({ folder, children }: { folder: string; children: ReactNode }) => {
  const studio = useStudio()
  const store = storeOf(folder)
  useEffect(() => store.follow(studio), [store, studio])
  return <ProjectContext value={store}>{children}</ProjectContext>
}

/** Whatever of the project as it is shown; `undefined` where there is no project around. */
export function useShownProject(): ShownProject | undefined {
  const store = useContext(ProjectContext)
  return useStore((store ?? noProject).shown, (shown) => (store ? shown : undefined))
}

const noProject = new ProjectStore('')

/** A part of how the project is shown; drawn anew only when that part is another. `undefined` where there is no project around. */
export function useShownProjectPart<Part>(select: (shown: ShownProject) => Part): Part | undefined {
  const store = useContext(ProjectContext)
  return useStore((store ?? noProject).shown, (shown) => (store ? select(shown) : undefined))
}

/** Changes the project, on pages only. Never another function. */
export function useProjectEdit(): ProjectStore['edit'] {
  const store = useContext(ProjectContext)
  if (!store) throw new Error('there is no project here')
  return store.edit
}

/** The store itself, for commands. */
export const useProjectStore = (): ProjectStore | undefined => useContext(ProjectContext)

export interface OpenedProject {
  readonly id: ProjectState['id']
  readonly folder: string
  /** With the changes that are still on their way to the disk. */
  readonly project: Project
  /** Of the newest state on the disk. */
  readonly revision: number
  /** Changes the project: shown at once, saved at once, undone in one step with those of the same label that follow quickly. */
  edit(edit: ProjectEdit, label: string): void
  undo(): Promise<void>
  redo(): Promise<void>
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly isSaving: boolean
  readonly problem: ProblemDetails | undefined
}

/** The opened project; on pages only, which are shown when it is open. */
export function useProject(): OpenedProject {
  const store = useContext(ProjectContext)
  const shown = useShownProject()
  if (!store || !shown?.state || !shown.project) throw new Error('there is no opened project here')
  const { state, project, isSaving, canUndo, canRedo, problem } = shown
  const { edit, undo, redo } = store
  return {
    id: state.id,
    folder: store.folder,
    project,
    revision: state.revision,
    edit,
    undo,
    redo,
    canUndo,
    canRedo,
    isSaving,
    problem,
  }
}

/** A part of the project: drawn anew only when that part is another. Keep `select` outside of the component or with `useCallback`. */
export function useProjectPart<Part>(select: (project: Project) => Part): Part {
  const store = useContext(ProjectContext)
  if (!store) throw new Error('there is no project here')
  return useStore(store.shown, ({ project }) => {
    if (!project) throw new Error('the project is not open yet')
    return select(project)
  })
}
