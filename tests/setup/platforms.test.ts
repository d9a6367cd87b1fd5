import { homedir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildFor, builds } from '../../scripts/engine/builds.mjs'
import { compileCommands } from '../../scripts/engine/compiler.mjs'
import { wheelFor } from '../../scripts/engine/tensorflowFolder.mjs'
import { cacheFolder } from '../../scripts/setup/cacheFolder.mjs'

const isWindows = process.platform === 'win32'

describe.skipIf(isWindows)('the cache (paths as Linux and macOS write them)', () => {
  test.each<[NodeJS.Platform, NodeJS.ProcessEnv, string]>([
    ['linux', {}, path.join(homedir(), '.cache/layerloom')],
    ['linux', { XDG_CACHE_HOME: '/fast' }, '/fast/layerloom'],
    ['linux', { XDG_CACHE_HOME: 'not/absolute' }, path.join(homedir(), '.cache/layerloom')],
    ['darwin', {}, path.join(homedir(), 'Library/Caches/layerloom')],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/layerloom'],
  ])('on %s with %o', (platform, env, folder) => expect(cacheFolder(env, platform)).toBe(folder))
})

describe('the table of builds', () => {
  test('knows four platforms for the processor and one for CUDA', () => {
    const known = builds.map(({ variant, platform, tested }) => `${variant} ${platform}${tested ? ' tested' : ''}`)
    expect(known.sort()).toEqual([
      'cpu darwin-arm64',
      'cpu linux-arm64',
      'cpu linux-x64 tested',
      'cpu win32-x64',
      'cuda linux-x64',
    ])
    expect(buildFor('cpu', 'linux-riscv64')).toBeUndefined()
  })

  test('pins every wheel by its sha256, each another one', () => {
    const hashes = builds.flatMap(({ wheels, nvidia = [] }) => [...wheels, ...nvidia].map(({ sha256 }) => sha256))
    for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(new Set(hashes).size).toBe(hashes.length)
  })

  test('takes the wheel of the Python that is there only where the library needs that', () => {
    const python = (version: string) => ({ command: 'python3', version, hasPip: true })
    const [linux, windows] = ['linux-x64', 'win32-x64'].map((platform) => buildFor('cpu', platform))
    if (!linux || !windows) throw new Error('a platform is missing')
    expect(wheelFor(linux, python('3.9')).python).toBe('3.12')
    expect(wheelFor(windows, python('3.11')).python).toBe('3.11')
    expect(() => wheelFor(windows, python('3.9'))).toThrow(
      'TensorFlow 2.21.0 has no build for Python 3.9; install one of Python 3.13',
    )
  })
})

test.each<[NodeJS.Platform, string, string[]]>([
  ['linux', 'linux-x64', ['-l:libtensorflow_cc.so.2', '-Wl,-rpath,$ORIGIN', '-Wl,-z,now']],
  ['darwin', 'darwin-arm64', ['/cache/libtensorflow_cc.2.dylib', '-Wl,-rpath,@loader_path', 'dynamic_lookup']],
  ['win32', 'win32-x64', ['/cache\\_pywrap_tensorflow_common.dll.if.lib', '/tmp\\node_api.lib', '/LD']],
])('on %s the addon finds its libraries beside itself', (platform, key, words) => {
  const libraries = buildFor('cpu', key)?.libraries ?? []
  const folders = { sources: '/binding', napi: '/napi', headers: '/include', folder: '/cache', scratch: '/tmp' }
  const commands = compileCommands({ compiler: 'c++', libraries, ...folders }, platform)
  for (const word of words) expect(commands.at(-1)?.args).toContain(word)
})
