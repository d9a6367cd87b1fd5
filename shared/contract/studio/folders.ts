import { z } from 'zod'
import { request, service } from './core/definitions'
import { FolderPath, Nothing } from './names'

export const FolderListing = z.strictObject({
  folder: z.string(),
  /** Absent at a root. */
  parent: z.string().optional(),
  /** Folders only, by name; hidden ones are left out. */
  folders: z.array(z.strictObject({ name: z.string(), path: z.string(), isProject: z.boolean() })),
})
export type FolderListing = z.infer<typeof FolderListing>

/** Choosing a folder on the studio's machine, inside what the person has granted. */
export const folders = service({
  roots: request({ input: Nothing, output: z.array(z.string()) }),
  list: request({ input: z.strictObject({ folder: FolderPath }), output: FolderListing }),
  make: request({ input: z.strictObject({ folder: FolderPath }), output: z.strictObject({ folder: z.string() }) }),
})
