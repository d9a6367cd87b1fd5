import { homedir } from 'node:os'
import path from 'node:path'

/**
 * Where fetched samples are kept for all projects of a person: `LAYERLOOM_CACHE`, which the start script sets, else the system's
 * place for caches (XDG on Linux).
 */
export function cacheFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (env.LAYERLOOM_CACHE) return path.resolve(env.LAYERLOOM_CACHE)
  // The XDG rules say that a path which is not absolute is to be ignored.
  if (env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME)) return path.join(env.XDG_CACHE_HOME, 'layerloom')
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', 'layerloom')
  if (platform === 'win32') return path.join(env.LOCALAPPDATA ?? path.join(homedir(), 'AppData', 'Local'), 'layerloom')
  return path.join(homedir(), '.cache', 'layerloom')
}
