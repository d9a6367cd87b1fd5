import path from 'node:path'
import { engineFolders } from '../../studio/engine/engineFolders'
import { hasNvidiaDriver } from '../../studio/engine/hasNvidiaDriver'
import type { Studio } from '../../studio/studio'
import { forkCarrier } from '../../studio/supervision/jobCarrier'

/** The studio of the terminal: job processes are Node's, of the bundle beside this one. */
export const terminalStudio = (): Studio => ({
  carrier: forkCarrier,
  entry: path.join(__dirname, 'job.cjs'),
  engines: engineFolders(),
  hasDriver: hasNvidiaDriver(),
})
