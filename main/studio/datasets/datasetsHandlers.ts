import type { Handlers } from '../../../shared/contract/studio/core/handlers'
import type { datasets } from '../../../shared/contract/studio/datasets'
import { DataReference } from '../../../shared/records/dataReference'
import type { FolderGrants } from '../folders/folderGrants'
import type { JobBoard } from '../jobs/jobBoard'
import { mustBeGranted } from '../projects/mustBeGranted'
import type { CallContext } from '../serving/serveClient'
import { runJob, type Studio } from '../studio'

export const datasetsHandlers = (
  studio: Studio,
  grants: FolderGrants,
  board: JobBoard,
): Handlers<typeof datasets, CallContext> => ({
  describe: async ({ source, folder }, { signal }) => {
    const place = folder === undefined ? (grants.roots()[0] ?? '/') : await grants.place(folder)
    await mustBeGranted(grants, place, source)
    const data = DataReference.parse({ source })
    return board.work({ task: 'describe-data', subject: source }, signal, (work) =>
      runJob(studio, { task: 'describe-data', data, folder: place }, undefined, work),
    )
  },
})
