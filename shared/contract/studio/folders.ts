import { z } from 'zod'
import { request, service } from './core/definitions'
import { FolderPath, Nothing } from './names'

export const FolderListing = z.strictObject({
  folder: z.string(),
  /** Absent at a root. */
  parent: z.string().optional(),
  /** Folders only, by name; hidden ones are left out. */
  folders: z.array(z.strictObject({ name: z.string(), path: z.string(), isProject: z.boolean() })),
  /** Zip archives and tables, which can be data as a folder can. */
  files: z.array(z.strictObject({ name: z.string(), path: z.string() })),
})
export type FolderListing = z.infer<typeof FolderListing>

/** Choosing a folder on the studio's machine, inside what the person has granted. */
export const folders = service({
  roots: request({ input: Nothing, output: z.array(z.string()) }),
  list: request({ input: z.strictObject({ folder: FolderPath }), output: FolderListing }),
  /** A free place for a new project of that name, where projects go unless the person says otherwise. Nothing is made yet. */
  suggest: request({
    input: z.strictObject({ name: z.string().max(300) }),
    output: z.strictObject({ folder: z.string() }),
  }),
  make: request({ input: z.strictObject({ folder: FolderPath }), output: z.strictObject({ folder: z.string() }) }),
})
