import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf } from '../../shared/contract/windowPlace'
import { Project } from '../../shared/records/project'
import { type ServeProcess, startServe } from '../web/serveProcess'
import { pagesOf } from './chromiumProcesses'
import { type DesktopApp, launchDesktop } from './desktopApp'
import { type DesktopMachine, desktopMachine, majorsToTest } from './desktopMachine'
import { writeEmptyProject } from './emptyProject'
import { NetworkEditor } from './networkEditor'

/** The process of the page is killed while a person edits: whatever was shown as done is there when the page comes back. */

let machine: DesktopMachine | string
let root: string
beforeAll(async () => {
  machine = await desktopMachine()
  root = mkdtempSync(path.join(tmpdir(), 'layerloom-kill-edit-'))
}, 300_000)
afterAll(async () => {
  if (typeof machine !== 'string') await machine.screen.close()
  rmSync(root, { recursive: true, force: true })
})

const networkIn = (folder: string) =>
  Project.parse(JSON.parse(readFileSync(path.join(folder, 'project.json'), 'utf8'))).network

const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' })
const add = (page: Page, offer: string) => page.locator(`[data-offer="${offer}"]`).dblclick()

/** What a person is at when it happens; each waits for nothing but what they see. Behind it: what then has to be on the disk. */
const moments: readonly {
  readonly what: string
  act(page: Page, editor: NetworkEditor): Promise<void>
  isThere(network: Project['network']): boolean
}[] = [
  {
    what: 'a layer was just added',
    async act(page, editor) {
      await add(page, 'conv2d')
      await editor.node('conv2d_1').waitFor()
    },
    isThere: ({ layers }) => layers.some(({ id }) => id === 'conv2d_1'),
  },
  {
    what: 'a number was entered, and the next one is half typed',
    async act(page, editor) {
      await editor.node('conv2d_1').click({ position: { x: 40, y: 10 } })
      await inspector(page).getByLabel('Filters').fill('24')
      await page.keyboard.press('Enter')
      await editor.gives('conv2d_1', '28×28×24')
      await inspector(page).getByLabel('Filters').fill('9')
    },
    isThere: ({ layers }) => layers.find(({ id }) => id === 'conv2d_1')?.config.filters === 24,
  },
  {
    what: 'a note is being written, and nobody has left the field',
    async act(page, editor) {
      await editor.node('conv2d_1').click({ position: { x: 40, y: 10 } })
      const notes = inspector(page).getByLabel('Notes')
      await notes.fill('why 24: ')
      // Whoever stops to think has it saved.
      await expect.poll(() => noteIn(shown(page)), { timeout: 30_000 }).toBe('why 24:')
      await notes.pressSequentially('bec')
      expect(await notes.inputValue()).toBe('why 24: bec')
    },
    isThere: ({ layers }) => layers.find(({ id }) => id === 'conv2d_1')?.notes?.startsWith('why 24:') === true,
  },
  {
    what: 'a second layer hangs on the pointer',
    async act(page, editor) {
      await editor.settled()
      const { x, y } = await editor.middle(editor.node('conv2d_1').locator('.head b'))
      await page.mouse.move(x, y)
      await page.mouse.down()
      await page.mouse.move(x + 60, y + 30, { steps: 5 })
    },
    isThere: ({ layers }) => layers.length === 2 && layers[1]?.notes !== undefined,
  },
]

const noteIn = (folder: string) => networkIn(folder).layers.find(({ id }) => id === 'conv2d_1')?.notes

const shown = (page: Page): string => decodeURIComponent(/#\/project\/([^/]+)/.exec(page.url())?.[1] ?? '')

test('the tab of a browser is killed in the middle of edits: the last one is there', { timeout: 240_000 }, async ({
  skip,
}) => {
  if (typeof machine === 'string') return skip(machine)
  const folder = writeEmptyProject(root, 'tab')
  const serve = await startServe({ root, workspace: path.join(root, 'workspace') })
  const browser = await chromium.launch({
    executablePath: machine.chromium,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-component-update'],
  })
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en' })
    for (const [k, { what, act, isThere }] of moments.entries()) {
      const page = await openTab(context, serve, k === 0)
      await page.goto(`${serve.address}/${addressOf({ page: 'model', folder, run: undefined })}`)
      await page.reload()
      const editor = new NetworkEditor(page)
      await editor.node('input').waitFor()
      await editor.settled()
      if (k > 0) await editor.node('conv2d_1').waitFor()
      await act(page, editor)
      const crashed = page.waitForEvent('crash')
      await killPages(browser)
      await crashed
      await expect.poll(() => isThere(networkIn(folder)), { message: what, timeout: 10_000 }).toBe(true)
      await page.close()
    }
    const page = await openTab(context, serve, false)
    await page.goto(`${serve.address}/${addressOf({ page: 'model', folder, run: undefined })}`)
    await new NetworkEditor(page).gives('conv2d_1', '28×28×24')
  } finally {
    await browser.close()
    await serve.end()
  }
})

test.for(majorsToTest)(
  'Electron %i: its page is killed in the middle of edits: the last one is there',
  { timeout: 240_000 },
  async (major, { skip }) => {
    if (typeof machine === 'string') return skip(machine)
    const project = writeEmptyProject(root, `page-${major}`)
    // Playwright loses a page whose process died: each moment has a window of its own.
    for (const [k, { what, act, isThere }] of moments.entries()) {
      const desktop = await launchDesktop({ machine, major, userData: path.join(root, `user-${major}-${k}`), project })
      try {
        const { page, pid } = desktop
        await page.getByRole('navigation').getByRole('link', { name: 'Model' }).click()
        const editor = new NetworkEditor(page)
        await editor.node('input').waitFor()
        await editor.settled()
        await act(page, editor)
        for (const renderer of pagesOf(pid)) process.kill(renderer, 'SIGKILL')
        await expect.poll(() => isThere(networkIn(project)), { message: what, timeout: 10_000 }).toBe(true)
        // The page comes back by itself, at what it showed.
        await expect.poll(() => hasNode(desktop, 'conv2d_1'), { message: what, timeout: 60_000 }).toBe(true)
      } finally {
        await desktop.close()
      }
    }
  },
)

/** A tab, let in: the link is good once, its cookie for all. */
async function openTab(context: BrowserContext, serve: ServeProcess, isFirst: boolean): Promise<Page> {
  const page = await context.newPage()
  await page.goto(isFirst ? serve.url : serve.address)
  await page.getByRole('navigation').waitFor()
  return page
}

/** Kills every process of the browser that shows a page. */
async function killPages(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  for (const { type, id } of processInfo) if (type === 'renderer') process.kill(id, 'SIGKILL')
  await session.detach()
}

const hasNode = ({ app }: DesktopApp, id: string): Promise<boolean> =>
  app.evaluate(async ({ BrowserWindow }, wanted) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (!contents || contents.isCrashed()) return false
    // A page that is just being loaded may never answer.
    return Promise.race([
      contents.executeJavaScript(`document.querySelector('[data-node="${wanted}"]') !== null`),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 1000)),
    ]) as Promise<boolean>
  }, id)
