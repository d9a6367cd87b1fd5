import path from 'node:path'
import { app } from 'electron'
import { engineFolders } from '../../studio/engine/engineFolders'
import { hasNvidiaDriver } from '../../studio/engine/hasNvidiaDriver'
import { createHost, type StudioHost } from '../../studio/host/createHost'
import { workspaceFolder } from '../../studio/host/workspaceFolder'
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

/** The person's, as every shell has it; with `--user-data-dir` all that the program keeps lies there. */
export const workspace = (): string =>
  app.commandLine.hasSwitch('user-data-dir') ? path.join(app.getPath('userData'), 'studio') : workspaceFolder()

const text = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
