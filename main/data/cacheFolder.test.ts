import { homedir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { cacheFolder } from './cacheFolder'

const cases: [what: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform, folder: string][] = [
  ['what the start script says', { LAYERLOOM_CACHE: '/c', XDG_CACHE_HOME: '/x' }, 'linux', '/c'],
  ['XDG', { XDG_CACHE_HOME: '/x' }, 'linux', '/x/layerloom'],
  [
    'an XDG path that is not absolute is ignored',
    { XDG_CACHE_HOME: 'x' },
    'linux',
    path.join(homedir(), '.cache/layerloom'),
  ],
  ['Linux', {}, 'linux', path.join(homedir(), '.cache/layerloom')],
  ['macOS', {}, 'darwin', path.join(homedir(), 'Library/Caches/layerloom')],
  ['Windows', { LOCALAPPDATA: '/local' }, 'win32', '/local/layerloom'],
]
test.each(cases)('%s', (_, env, platform, folder) => expect(cacheFolder(env, platform)).toBe(path.resolve(folder)))
