import { homedir } from 'node:os'
import path from 'node:path'

/** Where a person's settings, recent projects and queue lie unless they name another folder, as each system wants it. */
export function workspaceFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const home = homedir()
  if (platform === 'win32')
    return path.join(env.APPDATA || path.join(home, 'AppData', 'Roaming'), 'Layerloom', 'studio')
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Layerloom', 'studio')
  return path.join(env.XDG_STATE_HOME || path.join(home, '.local', 'state'), 'layerloom')
}
