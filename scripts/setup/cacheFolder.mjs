import os from 'node:os'
import path from 'node:path'

/**
 * Where a user's copy of TensorFlow lies, shared by all checkouts: `$XDG_CACHE_HOME/layerloom`, on macOS
 * `~/Library/Caches/layerloom`, on Windows `%LOCALAPPDATA%\layerloom`.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  return path.join(cachesOf(env, platform), 'layerloom')
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
function cachesOf(env, platform) {
  // The XDG rules say that a path which is not absolute is to be ignored.
  if (env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME)) return env.XDG_CACHE_HOME
  if (platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches')
  if (platform === 'win32') return env.LOCALAPPDATA ?? path.join(os.homedir(), 'AppData', 'Local')
  return path.join(os.homedir(), '.cache')
}
