import path from 'node:path'
import { app } from 'electron'
import { engineFolders } from '../../studio/engine/engineFolders'
import { hasNvidiaDriver } from '../../studio/engine/hasNvidiaDriver'
import { createHost, type StudioHost } from '../../studio/host/createHost'
import { utilityCarrier } from './utilityCarrier'

/** The studio in Electron's main process. Its jobs are utility processes; windows may go where the person points, and where they were before. */
export const openDesktopHost = (): Promise<StudioHost> =>
  createHost({
    studio: {
      carrier: utilityCarrier,
      entry: path.join(__dirname, 'job.cjs'),
      engines: engineFolders(),
      hasDriver: hasNvidiaDriver(),
    },
    workspace: workspace(),
    shell: 'desktop',
    roots: [],
    areRecentGranted: true,
    onBug: (error, where) => void process.stderr.write(`a fault in ${where}: ${text(error)}\n`),
  })

/** Beside Chromium's own files, which are none of the studio's. */
export const workspace = (): string => path.join(app.getPath('userData'), 'studio')

const text = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
