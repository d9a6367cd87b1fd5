import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const isWanted = Boolean(process.env.LAYERLOOM_SLOW)

/** With the registries: 0.3 GB for the first, 3.4 GB more for the second, which needs 12 GB of disk meanwhile. */
describe.skipIf(!isWanted)('the real thing (LAYERLOOM_SLOW=1)', () => {
  let folder: string
  let clone: string
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'layerloom é x ')))
    clone = path.join(folder, 'clone')
    execFileSync('git', ['clone', '--quiet', path.resolve(__dirname, '../..'), clone])
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const start = (env: NodeJS.ProcessEnv, ...words: string[]) => {
    const nowhere = path.join(folder, 'no-driver')
    const all = { ...process.env, XDG_CACHE_HOME: path.join(folder, 'cache'), LAYERLOOM_DRIVER_ROOT: nowhere, ...env }
    const npm = ['start', '--silent', '--cache', path.join(folder, 'npm'), '--', ...words]
    return spawnSync('npm', npm, { cwd: clone, encoding: 'utf8', env: all })
  }

  test('a fresh clone with empty caches sets up and trains three steps', () => {
    const begin = performance.now()
    const { status, stdout } = start({}, 'doctor', '--json')
    console.log(`set up and self-tested in ${((performance.now() - begin) / 1000).toFixed(0)} s`)
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      engine: { tensorflow: '2.21.0', device: 'cpu' },
      selfTest: { passed: true },
    })
  }, 600_000)

  test('TensorFlow for CUDA loads on a machine without a GPU, and doctor says that there is none', () => {
    const driver = path.join(folder, 'driver')
    mkdirSync(path.join(driver, 'proc/driver/nvidia'), { recursive: true })
    writeFileSync(
      path.join(driver, 'proc/driver/nvidia/version'),
      'NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.14',
    )
    const { status, stdout } = start(
      { LAYERLOOM_DRIVER_ROOT: driver, LAYERLOOM_GPU: 'yes' },
      'doctor',
      '--device',
      'gpu:0',
      '--json',
    )
    expect(status).toBe(1)
    const { engines, selfTest } = JSON.parse(stdout)
    expect(engines.cuda).toContain('engine/cuda-2.21.0-')
    expect(selfTest.problem.message).toBe('GPU 0 is not usable: TensorFlow 2.21.0 found no GPU that it can run on')
  }, 1_800_000)
})
