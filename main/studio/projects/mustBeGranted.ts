import path from 'node:path'
import type { FolderGrants } from '../folders/folderGrants'

/** A path among the data is a path from a window like any other. `folder`: from which a relative one counts. */
export async function mustBeGranted(grants: FolderGrants, folder: string, source: string): Promise<void> {
  if (!source.startsWith('sample:')) await grants.place(path.resolve(folder, source))
}
