import { mkdir, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Handlers } from '../../../shared/contract/studio/core/handlers'
import type { FolderListing, folders } from '../../../shared/contract/studio/folders'
import { projectRecord } from '../../../shared/records/project'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import type { CallContext } from '../serving/serveClient'
import { containedPath } from './containedPath'
import type { FolderGrants } from './folderGrants'
import { freePlace } from './freePlace'

/** @param projectsFolder where new projects go; without it, below the first folder that was granted */
export const foldersHandlers = (
  grants: FolderGrants,
  projectsFolder: string | undefined,
): Handlers<typeof folders, CallContext> => ({
  roots: async () => grants.roots(),
  list: async ({ folder }) => listFolder(grants, await grants.place(folder)),
  suggest: async ({ name }) => {
    const parent = projectsFolder ?? path.join(await grants.place(grants.roots()[0] ?? '.'), 'Layerloom')
    const folder = await freePlace(parent, name)
    // The studio's own choice, of which a window says no more than the last name.
    if (projectsFolder) grants.grant(folder)
    return { folder }
  },
  make: async ({ folder }) => {
    const place = await grants.place(folder)
    try {
      await mkdir(place, { recursive: true })
    } catch (error) {
      throw diskProblem(error, 'the folder', place)
    }
    return { folder: place }
  },
})

async function listFolder(grants: FolderGrants, folder: string): Promise<FolderListing> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name)
    const found = await Promise.all(
      names.sort().map(async (name) => ({
        name,
        path: path.join(folder, name),
        isProject: await isFile(path.join(folder, name, projectRecord.file)),
      })),
    )
    const parent = path.dirname(folder)
    const files = entries
      .filter((entry) => entry.isFile() && /\.(zip|csv)$/i.test(entry.name) && !entry.name.startsWith('.'))
      .map(({ name }) => ({ name, path: path.join(folder, name) }))
    return { folder, folders: found, files, ...((await isGranted(grants, parent)) && { parent }) }
  } catch (error) {
    throw diskProblem(error, 'the folder', folder, 'read')
  }
}

const isGranted = (grants: FolderGrants, folder: string): Promise<boolean> =>
  containedPath(grants.roots(), folder).then(
    () => true,
    () => false,
  )

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile()
  } catch (error) {
    const code = errorCode(error)
    // A folder that may not be looked into is shown as a folder.
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES' || code === 'EPERM') return false
    throw error
  }
}
