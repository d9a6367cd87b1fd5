import { createStore, type StoreApi } from 'zustand/vanilla'
import type { StudioClient } from '../../shared/contract/studio'
import type { ProjectState } from '../../shared/contract/studio/projects'
import { keptParts } from '../../shared/keptParts'
import type { ProblemDetails } from '../../shared/problem'
import { problemOf } from '../../shared/problemOf'
import type { Project } from '../../shared/records/project'

/** A change of the project: pure, for it is made again on a newer state if another window was first. The same object: nothing changes. */
export type ProjectEdit = (project: Project) => Project

/** A project as the window has it: with the changes that are still on their way to the disk. */
export interface ShownProject {
  /** `undefined` until it is opened. */
  readonly state: ProjectState | undefined
  readonly project: Project | undefined
  readonly isSaving: boolean
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Why it could not be opened, or saved. */
  readonly problem: ProblemDetails | undefined
}

interface Pending {
  readonly edit: ProjectEdit
  readonly label: string
  readonly at: number
}

/** Edits of one label that follow each other faster than this are one step of undo: a slider that is being drawn. In milliseconds. */
const sameStepMs = 1000

/**
 * One opened project: edits show at once and are saved at once, one save at a time; what is edited meanwhile goes together with the next. If another
 * window saved first, the edits that wait are made again on its state. A studio that is gone keeps nothing from being edited: it is saved when it is back.
 */
export class ProjectStore {
  readonly folder: string
  readonly shown: StoreApi<ShownProject>
  private client: StudioClient | undefined
  private confirmed: ProjectState | undefined
  private pending: Pending[] = []
  /** Of what is being saved now. */
  private saving = 0
  private lastSaved: { readonly label: string; readonly at: number } | undefined
  private working: Promise<void> = Promise.resolve()

  constructor(folder: string) {
    this.folder = folder
    this.shown = createStore<ShownProject>(() => ({
      state: undefined,
      project: undefined,
      isSaving: false,
      canUndo: false,
      canRedo: false,
      problem: undefined,
    }))
  }

  /** Opens it, and follows it until the function that comes back is called. Again with the next client when the studio was gone. */
  follow(client: StudioClient): () => void {
    this.client = client
    let stop = () => undefined as undefined
    let isWanted = true
    const begin = async () => {
      try {
        const opened = await client.projects.open({ folder: this.folder })
        if (!isWanted) return
        this.confirm(opened)
        void this.flush()
        const states = client.projects.watch({ id: opened.id })
        stop = () => void states.close()
        for await (const state of states)
          if (isWanted && state.revision > (this.confirmed?.revision ?? 0)) this.hear(state)
      } catch (error) {
        const problem = problemOf(error)
        if (isWanted && problem.code !== 'disconnected') this.shown.setState({ problem })
      }
    }
    void begin()
    return () => {
      isWanted = false
      stop()
    }
  }

  /** Changes it. `label`: what it is in the words of the person, and what makes quick edits one step of undo. */
  readonly edit = (edit: ProjectEdit, label: string): void => {
    const { project } = this.shown.getState()
    if (!project) return
    const edited = edit(project)
    if (edited === project) return
    this.pending.push({ edit, label, at: Date.now() })
    this.show(edited)
    void this.flush()
  }

  readonly undo = (): Promise<void> => this.step('undo')
  readonly redo = (): Promise<void> => this.step('redo')

  /** Resolves when all that was edited is on the disk, or cannot be now. */
  readonly flush = (): Promise<void> => {
    this.working = this.working
      .then(() => this.saveAll())
      .catch((error: unknown) => this.shown.setState({ problem: problemOf(error) }))
    return this.working
  }

  private async step(which: 'undo' | 'redo'): Promise<void> {
    await this.flush()
    if (!this.client || !this.confirmed || this.pending.length > 0) return
    try {
      this.lastSaved = undefined
      this.confirm(await this.client.projects[which]({ id: this.confirmed.id }))
    } catch (error) {
      const problem = problemOf(error)
      // Pressed once too often.
      if (!problem.code.startsWith('nothing-to-')) this.shown.setState({ problem })
    }
  }

  private async saveAll(): Promise<void> {
    // One label a save, so that each kind of change is a step of undo.
    while (this.pending.length > 0 && this.client && this.confirmed) {
      const [{ label, at }] = this.pending as [Pending]
      const others = this.pending.findIndex((other) => other.label !== label)
      this.saving = others < 0 ? this.pending.length : others
      const last = this.pending[this.saving - 1] as Pending
      const continues = this.lastSaved?.label === label && at - this.lastSaved.at < sameStepMs
      try {
        const { project: shown } = this.shown.getState()
        const isAll = shown !== undefined && this.saving === this.pending.length
        const project = isAll ? shown : applied(this.confirmed.project, this.pending.slice(0, this.saving))
        const { id, revision } = this.confirmed
        const saved = await this.client.projects.save({ id, revision, project, continues })
        this.pending = this.pending.slice(this.saving)
        this.lastSaved = { label, at: last.at }
        this.saving = 0
        this.confirm(saved)
      } catch (error) {
        const problem = problemOf(error)
        const count = this.saving
        this.saving = 0
        if (problem.code === 'disconnected') return this.show()
        if (problem.code === 'revision-old') {
          this.lastSaved = undefined
          this.confirm(await this.client.projects.open({ folder: this.folder }))
          continue
        }
        // What is refused now is refused again: it is given up, and said.
        this.pending = this.pending.slice(count)
        this.show()
        this.shown.setState({ problem })
      }
    }
  }

  /** While a save is on its way, its own news would be taken for another's: the answer brings them. */
  private hear(state: ProjectState): void {
    if (this.saving === 0) this.confirm(state)
  }

  private confirm(state: ProjectState): void {
    if (
      this.confirmed &&
      this.confirmed.id === state.id &&
      state.revision < this.confirmed.revision &&
      this.saving === 0
    ) {
      // A studio that was started anew counts from 1 again.
      this.lastSaved = undefined
    }
    // What comes back from the disk is a copy: what it says the same stays the same object, and nothing of it is worked out or drawn anew.
    this.confirmed = { ...state, project: keptParts(this.shown.getState().project, state.project) }
    this.shown.setState({ problem: undefined })
    this.show()
  }

  /** `project`: where it is known already what all edits make of it. */
  private show(project?: Project): void {
    const state = this.confirmed
    if (!state) return
    const before = this.shown.getState().project
    this.shown.setState({
      state,
      project: project ?? keptParts(before, applied(state.project, this.pending)),
      isSaving: this.pending.length > 0,
      canUndo: state.canUndo || this.pending.length > 0,
      canRedo: state.canRedo && this.pending.length === 0,
    })
  }
}

const applied = (project: Project, edits: readonly Pending[]): Project =>
  edits.reduce((changed, { edit }) => edit(changed), project)
