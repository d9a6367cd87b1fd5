import path from 'node:path'
import { app } from 'electron'
import { hasNvidiaDriver } from '../../studio/engine/hasNvidiaDriver'
import { createHost, type StudioHost } from '../../studio/host/createHost'
import { workspaceFolder } from '../../studio/host/workspaceFolder'
import { fetchEngineIfMissing, fetchedFolder } from './fetchEngine'
import { desktopEngines } from './packagedEngine'
import { utilityCarrier } from './utilityCarrier'

/** The studio in Electron's main process. Its jobs are utility processes; windows may go where the person points, and where they were before. */
export async function openDesktopHost(): Promise<StudioHost> {
  const cache = userCache()
  const fetched = fetchedFolder(cache)
  const host = await createHost({
    studio: {
      carrier: utilityCarrier,
      entry: path.join(__dirname, 'job.cjs'),
      engines: desktopEngines(fetched),
      hasDriver: hasNvidiaDriver(),
    },
    workspace: workspace(),
    shell: 'desktop',
    roots: [],
    projectsFolder: projectsFolder(),
    areRecentGranted: true,
    onBug: (error, where) => void process.stderr.write(`a fault in ${where}: ${text(error)}\n`),
  })
  void fetchEngineIfMissing(host, cache, fetched)
  return host
}

/** Where every checkout and package of a person keeps what it fetched: as scripts/setup/cacheFolder.mjs has it. */
function userCache(): string {
  const { LAYERLOOM_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (LAYERLOOM_CACHE) return path.resolve(LAYERLOOM_CACHE)
  if (XDG_CACHE_HOME && path.isAbsolute(XDG_CACHE_HOME)) return path.join(XDG_CACHE_HOME, 'layerloom')
  if (process.platform === 'darwin') return path.join(app.getPath('home'), 'Library', 'Caches', 'layerloom')
  if (process.platform === 'win32')
    return path.join(LOCALAPPDATA ?? path.join(app.getPath('home'), 'AppData', 'Local'), 'layerloom')
  return path.join(app.getPath('home'), '.cache', 'layerloom')
}

/** The person's, as every shell has it; with `--user-data-dir` all that the program keeps lies there. */
export const workspace = (): string =>
  app.commandLine.hasSwitch('user-data-dir') ? path.join(app.getPath('userData'), 'studio') : workspaceFolder()

/** Where a person's documents are; with `--user-data-dir` beside all else. */
const projectsFolder = (): string =>
  app.commandLine.hasSwitch('user-data-dir')
    ? path.join(app.getPath('userData'), 'projects')
    : path.join(app.getPath('documents'), 'Layerloom')

const text = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
