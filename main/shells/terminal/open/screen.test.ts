import { expect, test } from 'vitest'
import { whyNoScreen } from './screen'

test.each<[NodeJS.ProcessEnv, NodeJS.Platform, string | undefined]>([
  [{ DISPLAY: ':0' }, 'linux', undefined],
  [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', undefined],
  [{}, 'linux', 'this session has no display (DISPLAY is not set)'],
  [{ DISPLAY: '' }, 'linux', 'this session has no display (DISPLAY is not set)'],
  [{}, 'darwin', undefined],
  [{ SSH_CONNECTION: '1 2 3 4' }, 'darwin', 'this is a session over SSH'],
  [{}, 'win32', undefined],
])('%j on %s: %s', (env, platform, why) => expect(whyNoScreen(env, platform)).toBe(why))
