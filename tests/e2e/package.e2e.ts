import { spawn } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fuses, testFuse } from '../../scripts/package/fuses.mjs'
import { readFuseWire } from '../../scripts/package/fuseWire.mjs'
import { checkFuses } from '../../scripts/package/packageApp.mjs'
import { chooseOnDesktop } from './chooseOnDesktop'
import { pagesOf } from './chromiumProcesses'
import { checkout, launchDesktop } from './desktopApp'
import { type DesktopMachine, desktopMachine } from './desktopMachine'
import { shoot, trainInTheWindow } from './studioScript'

const folders = {
  shipped: path.join(checkout, 'dist', 'linux-unpacked'),
  test: path.join(checkout, 'dist', 'linux-unpacked-test'),
}
const program = (folder: string) => path.join(folder, 'layerloom')

describe.each([25, 22] as const)('Electron %i', (major) => {
  let machine: DesktopMachine | string
  let folder: string
  beforeAll(async () => {
    machine = await desktopMachine()
    if (typeof machine === 'string') return
    folder = mkdtempSync(path.join(tmpdir(), 'layerloom-package-'))
    const electron = path.dirname(machine.electron[major])
    const { status, said } = await run(process.execPath, ['scripts/package.mjs', '--test', '--no-archive'], {
      ELECTRON_OVERRIDE_DIST_PATH: electron,
    })
    expect(status, said).toBe(0)
  }, 600_000)
  afterAll(async () => {
    if (typeof machine === 'string') return
    await machine.screen.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('the fuses are as decided, an unknown one is refused, and the variant for tests differs in one', ({ skip }) => {
    if (typeof machine === 'string') return skip(machine)
    const [shipped, forTests] = [readFuseWire(program(folders.shipped)), readFuseWire(program(folders.test))]
    expect(shipped).toBe(
      fuses
        .map(({ ship }) => (ship ? '1' : '0'))
        .join('')
        .slice(0, shipped.length),
    )
    expect(shipped.length).toBeGreaterThanOrEqual(7)
    const different = [...shipped].flatMap((state, k) => (state === forTests[k] ? [] : [k]))
    expect(different).toEqual([testFuse])
    expect(() => checkFuses(shipped)).not.toThrow()
    expect(() => checkFuses(forTests)).toThrow('NodeCliInspectArguments is not set')
    expect(() => checkFuses(`${'0100110011'}`)).toThrow('a fuse number 9 that nobody has decided on')
  })

  test('the shipped program opens its window, and is no Node', { timeout: 60_000 }, async ({ skip }) => {
    if (typeof machine === 'string') return skip(machine)
    const env = { DISPLAY: machine.screen.DISPLAY, LAYERLOOM_CACHE: process.env.LAYERLOOM_CACHE ?? '' }
    const words = ['--no-sandbox', '--disable-gpu', `--user-data-dir=${path.join(folder, 'shipped')}`]
    const child = spawn(program(folders.shipped), words, { env: { ...process.env, ...env }, stdio: 'ignore' })
    await expect.poll(() => pagesOf(child.pid as number), { timeout: 30_000 }).toHaveLength(1)
    child.kill('SIGTERM')
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0)
    const asNode = await run(program(folders.shipped), ['--no-sandbox', '-e', 'console.log("a node")'], {
      ...env,
      ELECTRON_RUN_AS_NODE: '1',
      DISPLAY: '',
    })
    expect(asNode.said).not.toContain('a node')
  })

  test('packaged, it fetches TensorFlow at its first start, trains, and loads no part that was changed', {
    timeout: 300_000,
  }, async ({ skip }) => {
    if (typeof machine === 'string') return skip(machine)
    const cache = path.join(folder, 'cache')
    const { LAYERLOOM_ENGINE: _engine, LAYERLOOM_ENGINE_CPU: _cpu, ...bare } = process.env
    const options = {
      machine,
      major,
      packaged: program(folders.test),
      userData: path.join(folder, 'data'),
      env: { ...bare, LAYERLOOM_ENGINE: '', LAYERLOOM_ENGINE_CPU: '', LAYERLOOM_CACHE: cache },
    } as const
    const desktop = await launchDesktop(options)
    try {
      const work = desktop.page.getByRole('status').filter({ hasText: /TensorFlow/ })
      await work.waitFor()
      await shoot(desktop.page, `packaged-${major}-fetching`)
      await work.waitFor({ state: 'hidden', timeout: 240_000 })
      await trainInTheWindow(
        desktop.page,
        path.join(folder, 'project'),
        chooseOnDesktop(desktop.app),
        `packaged-${major}`,
      )
      expect(desktop.errors).toEqual([])

      const engines = path.join(cache, 'engine')
      const [engine] = readdirSync(engines).filter((name) => name.startsWith('app-'))
      appendFileSync(path.join(engines, engine as string, 'tensorflow', 'tfjs_binding.node'), '!')
      await desktop.page.getByRole('main').getByRole('button', { name: 'Resume' }).click()
      await desktop.page.getByText('tfjs_binding.node is not the file that Layerloom was made with').waitFor()
    } finally {
      await desktop.close()
    }
  })

  test('the archive that holds the program cannot be replaced by a folder', { timeout: 60_000 }, async ({ skip }) => {
    if (typeof machine === 'string') return skip(machine)
    const copy = path.join(folder, 'copy')
    cpSync(folders.shipped, copy, { recursive: true, verbatimSymlinks: true })
    const resources = path.join(copy, 'resources')
    rmSync(path.join(resources, 'app.asar'))
    cpSync(path.join(checkout, 'tests', 'e2e', 'otherApp'), path.join(resources, 'app'), { recursive: true })
    const { said } = await run(path.join(copy, 'layerloom'), ['--no-sandbox', '--disable-gpu'], {
      DISPLAY: machine.screen.DISPLAY,
    })
    expect(said).not.toContain('another application')
  })
})

/** Runs a program to its end, 20 s at most beside the packaging. */
async function run(command: string, words: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(command, words, {
    cwd: checkout,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said += text
    })
  const timer = setTimeout(() => child.kill('SIGKILL'), command === process.execPath ? 500_000 : 20_000)
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve))
  clearTimeout(timer)
  return { status, said }
}
