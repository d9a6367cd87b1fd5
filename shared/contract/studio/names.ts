import { z } from 'zod'

/** A folder or file as the studio's machine writes it, absolute. What it may be is for the studio to judge. */
export const FolderPath = z.string().min(1).max(4096)

/** An opened project, as the studio calls it for as long as it runs. */
export const ProjectId = z.string().regex(/^p[0-9a-f]{16}$/, 'an id that the studio gave')
export type ProjectId = z.infer<typeof ProjectId>

/** A run of a project: the name of its folder below `runs/`. */
export const RunId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'the id of a run')
export type RunId = z.infer<typeof RunId>

export const RunReference = z.strictObject({ project: ProjectId, run: RunId })
export type RunReference = z.infer<typeof RunReference>

export const Nothing = z.strictObject({})
/** The answer of a request that has none. */
export const done = z.undefined()
