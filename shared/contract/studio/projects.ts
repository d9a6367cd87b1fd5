import { z } from 'zod'
import { Project } from '../../records/project'
import { request, service, stream } from './core/definitions'
import { done, FolderPath, Nothing, ProjectId } from './names'
import { ProjectGlance } from './projectGlance'

export const ProjectState = z.strictObject({
  id: ProjectId,
  folder: z.string(),
  project: Project,
  /** Grows with every change, whoever made it. */
  revision: z.int().positive(),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
})
export type ProjectState = z.infer<typeof ProjectState>

export const RecentProject = z.strictObject({
  folder: z.string(),
  name: z.string(),
  /** ISO 8601 in UTC. */
  openedAt: z.string(),
  isThere: z.boolean(),
})
export type RecentProject = z.infer<typeof RecentProject>

/** A state of the project that the undo journal holds whole. */
export const GoodCopy = z.strictObject({ revision: z.int().positive(), savedAt: z.string(), name: z.string() })
export type GoodCopy = z.infer<typeof GoodCopy>

const one = z.strictObject({ id: ProjectId })

/** Projects: who opens one is its only writer until it is closed, and every window that shows it stays in step by `watch`. */
export const projects = service({
  recent: request({ input: Nothing, output: z.array(RecentProject) }),
  /** What Home shows of one, without opening it. */
  glance: request({ input: z.strictObject({ folder: FolderPath }), output: ProjectGlance }),
  forget: request({ input: z.strictObject({ folder: FolderPath }), output: done }),
  /** Networks of the zoo, for a new project. */
  networks: request({
    input: Nothing,
    output: z.array(
      z.strictObject({ name: z.string(), about: z.string(), options: z.array(z.enum(['width', 'stem'])) }),
    ),
  }),
  /** A new project, opened. Takes as long as looking at the data does. */
  create: request({
    input: z.strictObject({
      folder: FolderPath,
      name: z.string().min(1).max(200).optional(),
      network: z.string().max(100),
      /** `sample:digits`, `sample:shapes`, or a path. */
      data: z.string().min(1).max(4096),
      width: z.number().positive().optional(),
      stem: z.enum(['published', 'small']).optional(),
    }),
    output: ProjectState,
  }),
  /** A project that is open already gives the same id. Fails with `locked`, `no-project`, or what is wrong with its file. */
  open: request({ input: z.strictObject({ folder: FolderPath }), output: ProjectState }),
  /** Autosave: on the disk when it answers, and in the undo journal. `revision`: the one that was changed; `revision-old` if it is not the newest. */
  save: request({
    input: z.strictObject({
      id: ProjectId,
      revision: z.int().positive(),
      project: Project,
      /** Goes on with the change that was saved last: both are one step of undo. */
      continues: z.boolean().default(false),
    }),
    output: ProjectState,
  }),
  undo: request({ input: one, output: ProjectState }),
  redo: request({ input: one, output: ProjectState }),
  close: request({ input: one, output: done }),
  watch: stream({ input: one, item: ProjectState, keep: 'latest' }),
  /** What can be put in place of a broken `project.json`, newest first. */
  goodCopies: request({ input: z.strictObject({ folder: FolderPath }), output: z.array(GoodCopy) }),
  /** Puts one in place and opens it; the broken file stays beside it under another name. */
  restore: request({
    input: z.strictObject({ folder: FolderPath, revision: z.int().positive() }),
    output: ProjectState,
  }),
})
