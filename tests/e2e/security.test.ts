import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../main/shells/window/contentSecurityPolicy'
import { channels } from '../../shared/contract/desktopBridge'
import { writeSmallProject } from '../terminal/smallProject'
import { type DesktopApp, launchDesktop } from './desktopApp'
import { type DesktopMachine, desktopMachine, majorsToTest } from './desktopMachine'
import { shoot, stateIs } from './studioScript'

/** Numbers 2 to 6 of the list of pitfalls, on a real Electron. 1, the fuses, belongs to a packaged program: package.test.ts. */

let machine: DesktopMachine | string
let folder: string
beforeAll(async () => {
  machine = await desktopMachine()
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-security-'))
}, 300_000)
afterAll(async () => {
  if (typeof machine !== 'string') await machine.screen.close()
  rmSync(folder, { recursive: true, force: true })
})

describe.each(majorsToTest)('Electron %i', (major) => {
  let desktop: DesktopApp | undefined
  beforeAll(async () => {
    if (typeof machine === 'string') return
    desktop = await launchDesktop({ machine, major, userData: path.join(folder, `data-${major}`) })
    await desktop.page.getByRole('heading', { name: 'What shall it learn to see?' }).waitFor({ timeout: 60_000 })
    // Whatever would reach the system is noted; none may.
    await desktop.app.evaluate(({ shell, dialog }) => {
      const reached: string[] = []
      Object.assign(globalThis, { reached })
      shell.openExternal = async (address: string) => void reached.push(address)
      shell.openPath = async (place: string) => {
        reached.push(place)
        return ''
      }
      dialog.showOpenDialog = async () => {
        reached.push('a dialog')
        return { canceled: true, filePaths: [] }
      }
    })
  }, 120_000)
  afterAll(async () => {
    await desktop?.close()
  })
  const reached = ({ app }: DesktopApp) => app.evaluate(() => (globalThis as unknown as { reached: string[] }).reached)

  test('the page has nothing of Node, a frozen list of functions, and cannot poison the main process', async ({
    skip,
  }) => {
    if (!desktop) return skip(machine as string)
    const { page, app } = desktop
    const seen = await page.evaluate(() => {
      const names = ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', '__dirname']
      const bridge = (window as unknown as { layerloom: object }).layerloom
      try {
        Object.assign(bridge, { connect: () => 'replaced', more: 1 })
      } catch {
        // Frozen: what was wanted.
      }
      Reflect.set(window, 'layerloom', { connect: () => 'replaced' })
      return {
        found: names.filter((name) => name in window),
        keys: Object.keys((window as unknown as { layerloom: object }).layerloom).sort(),
      }
    })
    expect(seen).toEqual({ found: [], keys: ['choosePlace', 'connect', 'onCommand', 'onDrop'] })
    const about = await page.evaluate(async () => {
      Array.prototype.push = () => {
        throw new Error('poisoned')
      }
      JSON.parse = () => {
        throw new Error('poisoned')
      }
      return (
        window as unknown as { layerloom: { choosePlace(purpose: string): Promise<unknown> } }
      ).layerloom.choosePlace('open-project')
    })
    expect(about).toBeNull()
    expect(await reached(desktop)).toEqual(['a dialog'])
    expect(await app.evaluate(() => JSON.parse('[1]').push(2))).toBe(2)
    await page.reload()
    await page.getByRole('heading', { name: 'What shall it learn to see?' }).waitFor()
  })

  test('windows are as closed as Electron can make them', async ({ skip }) => {
    if (!desktop) return skip(machine as string)
    const preferences = await desktop.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>
      }
      return contents.getLastWebPreferences()
    })
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false })
    for (const open of ['nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'webviewTag', 'experimentalFeatures'])
      expect(preferences[open] ?? false, open).toBe(false)
    expect(preferences.webSecurity ?? true).toBe(true)
    expect(preferences.allowRunningInsecureContent ?? false).toBe(false)
    expect(preferences.enableBlinkFeatures ?? '').toBe('')
  })

  test('it stays on its page: no navigation, window, frame, webview, download, permission or request elsewhere', async ({
    skip,
  }) => {
    if (!desktop) return skip(machine as string)
    const { page, app, stderr } = desktop
    const before = page.url()
    const violations = await page.evaluate(async () => {
      const seen: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective))
      const add = (tag: string, what: Record<string, string>) => {
        const element = document.createElement(tag)
        for (const [name, value] of Object.entries(what)) element.setAttribute(name, value)
        document.body.append(element)
        return element
      }
      add('iframe', { srcdoc: '<script>parent.hacked = 1</script>' })
      add('iframe', { src: 'https://example.com/' })
      add('script', {}).textContent = 'window.hacked = 1'
      add('script', { src: 'https://example.com/a.js' })
      add('script', { src: 'data:text/javascript,window.hacked=1' })
      add('style', {}).textContent = 'body { display: none }'
      add('img', { src: 'https://example.com/a.png' })
      add('object', { data: 'https://example.com/a' })
      add('webview', { src: 'https://example.com/' })
      add('base', { href: 'https://example.com/' })
      const link = add('a', { href: 'data:text/html,x', download: 'x.html' })
      link.click()
      add('button', { onclick: 'window.hacked = 1' }).click()
      const form = add('form', { action: 'https://example.com/', method: 'post' }) as HTMLFormElement
      form.submit()
      await fetch('https://example.com/').catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 500))
      return [...new Set(seen)].sort()
    })
    expect(violations).toEqual(
      expect.arrayContaining([
        'connect-src',
        'form-action',
        'frame-src',
        'img-src',
        'script-src-elem',
        'style-src-elem',
      ]),
    )
    expect(
      await page.evaluate(() => [typeof (window as { hacked?: 1 }).hacked, getComputedStyle(document.body).display]),
    ).toEqual(['undefined', 'block'])
    const opened = await page.evaluate(() => window.open('https://example.com/') === null)
    expect(opened).toBe(true)
    await page.evaluate(() => {
      window.location.href = 'https://example.com/'
    })
    await page.evaluate(() => {
      window.location.href = 'file:///etc/passwd'
    })
    await page.evaluate(() => {
      window.location.href = 'app://layerloom.evil/'
    })
    const asked = await page.evaluate(async () => {
      const outcome = async (ask: () => Promise<unknown> | undefined) => {
        try {
          return (await ask()) === undefined ? 'nothing' : 'given'
        } catch {
          return 'refused'
        }
      }
      return {
        camera: await outcome(() => navigator.mediaDevices?.getUserMedia({ video: true })),
        screen: await outcome(() => navigator.mediaDevices?.getDisplayMedia()),
        clipboard: await outcome(() => navigator.clipboard?.readText()),
        notification: await Notification.requestPermission(),
        usb: await outcome(() =>
          (navigator as unknown as { usb?: { requestDevice(o: object): Promise<object> } }).usb?.requestDevice({
            filters: [],
          }),
        ),
        position: await new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            () => resolve('refused'),
          ),
        ),
      }
    })
    expect(Object.values(asked)).not.toContain('given')
    expect(asked.notification).toBe('denied')
    await page.waitForTimeout(300)
    expect(page.url()).toBe(before)
    expect(app.windows()).toHaveLength(1)
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    expect((await reached(desktop)).filter((what) => what !== 'a dialog')).toEqual([])
    for (const what of ['a window at https://example.com/', 'navigation to https://example.com/', 'permission media'])
      expect(stderr()).toContain(`refused: ${what}`)
    await page.reload()
    await page.getByRole('heading', { name: 'What shall it learn to see?' }).waitFor()
  })

  test('a call counts from the top frame of our page with the argument that it takes, and from nowhere else', async ({
    skip,
  }) => {
    if (!desktop) return skip(machine as string)
    const { app, page } = desktop
    const dialogsBefore = (await reached(desktop)).length
    // Through the page's own way in, with anything that can be sent.
    const outcomes = await page.evaluate(async () => {
      const { choosePlace } = (window as unknown as { layerloom: { choosePlace(purpose: unknown): Promise<unknown> } })
        .layerloom
      let state = 7
      const random = (below: number) => {
        state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
        return state % below
      }
      const anything = (depth: number): unknown => {
        const kinds = [
          () => random(1e9) - 5e8,
          () => Number.NaN,
          () => '__proto__',
          () => 'open-project\0',
          () => 'x'.repeat(random(5000)),
          () => null,
          () => undefined,
          () => true,
          () => new Uint8Array(random(100)),
          () => new Date(),
          () => ({ toString: 'open-project', length: 1e9 }),
          () => Array.from({ length: random(5) }, () => anything(depth - 1)),
          () => ({ [`k${random(5)}`]: anything(depth - 1), constructor: 'Object' }),
        ]
        return (kinds[random(depth > 0 ? kinds.length : 11)] as () => unknown)()
      }
      const seen = new Set<string>()
      for (let n = 0; n < 1000; n++)
        await choosePlace(anything(3)).then(
          () => seen.add('handled'),
          (error: Error) => seen.add(error.message.replace(/^Error invoking remote method '[^']+': /, '')),
        )
      return [...seen]
    })
    expect(outcomes).toEqual(['Error: refused'])

    // As other senders would look to the main process, on every channel.
    const others = await app.evaluate(({ ipcMain, BrowserWindow }, names) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      const good = contents?.mainFrame
      const gone = Object.defineProperty({ parent: null }, 'url', {
        get: () => {
          throw new Error('Render frame was disposed before WebFrameMain could be accessed')
        },
      })
      const frames: Record<string, unknown> = {
        destroyed: null,
        disposed: gone,
        subframe: { url: 'app://layerloom/', parent: good },
        foreign: { url: 'https://example.com/', parent: null },
        lookalike: { url: 'app://layerloom.evil/', parent: null },
        withUser: { url: 'app://layerloom@evil/', parent: null },
        blank: { url: 'about:blank', parent: null },
        file: { url: 'file:///tmp/index.html', parent: null },
      }
      const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, (...words: unknown[]) => unknown> })
        ._invokeHandlers
      const work: Promise<string>[] = []
      const invoke = (what: string, channel: string, frame: unknown, words: unknown[]) => {
        const handler = handlers.get(channel)
        if (!handler) return
        work.push(
          new Promise((resolve) => {
            const event = {
              sender: contents,
              senderFrame: frame,
              _replyChannel: {
                sendReply: (reply: { error?: string }) => resolve(`${what}: ${reply.error ?? 'handled'}`),
              },
              _reply: () => resolve(`${what}: handled`),
              _throw: (error: Error) => resolve(`${what}: ${error}`),
            }
            Promise.resolve(handler(event, ...words)).then(
              () => resolve(`${what}: handled`),
              (error: Error) => resolve(`${what}: ${error}`),
            )
          }),
        )
      }
      for (const [who, frame] of Object.entries(frames)) {
        invoke(who, names.choosePlace, frame, ['open-project'])
        invoke(who, names.dropped, frame, [['/etc']])
        ipcMain.emit(names.connect, { sender: contents, senderFrame: frame })
      }
      invoke('too many words', names.choosePlace, good, ['open-project', 'more'])
      const known = [...handlers.keys(), ...ipcMain.eventNames()]
        .map(String)
        .filter((name) => name.startsWith('layerloom'))
      return Promise.all(work).then((said) => ({ said, known: known.sort() }))
    }, channels)
    expect(others.known).toEqual([channels.choosePlace, channels.connect, channels.dropped].sort())
    expect(others.said).toHaveLength(17)
    for (const line of others.said) expect(line).toMatch(/Error: refused$/)
    expect(await reached(desktop)).toHaveLength(dialogsBefore)
  })

  test('app: gives the files of the window and nothing else', async ({ skip }) => {
    if (!desktop) return skip(machine as string)
    const { page } = desktop
    const answers = await page.evaluate(async (paths) => {
      const found: Record<string, unknown> = {}
      for (const path of paths)
        found[path] = await fetch(path).then(
          async (response) => [response.status, (await response.text()).slice(0, 40)],
          () => 'no answer',
        )
      return found
    }, hostilePaths)
    for (const [place, answer] of Object.entries(answers))
      expect([answer, place]).toEqual([expect.toSatisfy(isNothing), place])
    const index = await page.evaluate(async () => {
      const response = await fetch('app://layerloom/index.html')
      return [response.status, Object.fromEntries([...response.headers])]
    })
    expect(index).toMatchObject([
      200,
      {
        'content-type': expect.stringContaining('text/html'),
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
      },
    ])
  })

  test('names are text, whatever they hold', { timeout: 120_000 }, async ({ skip }) => {
    if (!desktop || typeof machine === 'string') return skip(machine as string)
    for (const [k, name] of hostileNames.entries()) {
      const project = path.join(folder, `names-${major}-${k}`, name)
      mkdirSync(project, { recursive: true })
      writeSmallProject(project, { training: { epochs: 1 } })
      const shown = name.slice(0, 200)
      const file = path.join(project, 'project.json')
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), name: shown }))
      await show(desktop, project)
      const button = desktop.page.getByTitle(project, { exact: true })
      await button.waitFor()
      expect(await button.textContent()).toBe(shown)
    }
    // The longest is cut, and pushes nothing out of the window.
    expect(await desktop.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
    await shoot(desktop.page, `electron-${major}-names`)
    await desktop.page.getByRole('main').getByRole('button', { name: 'Train', exact: true }).click()
    await stateIs(desktop.page, 'finished')
    expect(await hacked(desktop.page)).toBe('undefined')
    expect(desktop.errors.filter((line) => line.includes('names-'))).toEqual([])
  })
})

const hostilePaths = [
  'app://layerloom/../../package.json',
  'app://layerloom/..%2f..%2fpackage.json',
  'app://layerloom/%2e%2e/%2e%2e/package.json',
  'app://layerloom/..\\..\\package.json',
  'app://layerloom/assets/..%5c..%5cpackage.json',
  'app://layerloom/index.html%00.js',
  'app://layerloom//etc/passwd',
  'app://layerloom/etc/passwd',
  'app://layerloom/../renderer-evil/x.js',
  'app://other/index.html',
  'app://layerloom.evil/index.html',
  'file:///etc/passwd',
  'data:text/plain,x',
]

const hostileNames = [
  '<img src=x onerror="window.hacked=1">',
  '"><script>window.hacked=1<',
  '\u202Egnp.exe',
  '=cmd()',
  "'; window.hacked=1; '",
  'n'.repeat(255),
]

/** No answer at all, or that there is nothing. */
const isNothing = (answer: unknown): boolean =>
  answer === 'no answer' || (Array.isArray(answer) && answer[0] === 404 && answer[1] === 'there is nothing here')

/** Opens a project as a second start of the program would. */
const show = ({ app }: DesktopApp, project: string): Promise<void> =>
  app.evaluate(({ app: program }, wanted) => {
    program.emit('second-instance', {}, [], '/', { project: wanted })
  }, project)

const hacked = (page: Page): Promise<string> => page.evaluate(() => typeof (window as { hacked?: 1 }).hacked)
