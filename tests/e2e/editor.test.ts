import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf } from '../../shared/contract/windowPlace'
import { Project } from '../../shared/records/project'
import { type ServeProcess, startServe } from '../web/serveProcess'
import { type DesktopMachine, desktopMachine } from './desktopMachine'
import { writeEmptyProject } from './emptyProject'
import { NetworkEditor } from './networkEditor'
import { shoot } from './studioScript'

let machine: DesktopMachine | string
let root: string
let serve: ServeProcess
let browser: Browser
beforeAll(async () => {
  machine = await desktopMachine()
  if (typeof machine === 'string') return
  root = mkdtempSync(path.join(tmpdir(), 'layerloom-editor-'))
  serve = await startServe({ root, workspace: path.join(root, 'workspace') })
  browser = await chromium.launch({
    executablePath: machine.chromium,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-component-update'],
  })
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await serve?.end()
  if (typeof machine !== 'string') await machine.screen.close()
  if (root) rmSync(root, { recursive: true, force: true })
})

/** One, opened on the model page of a new window. */
async function emptyProject(name: string) {
  const folder = writeEmptyProject(root, name)
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en' })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text())
  })
  await page.goto(await launchAddress())
  await page.goto(`${serve.address}/${addressOf({ page: 'model', folder, run: undefined })}`)
  const editor = new NetworkEditor(page)
  await editor.node('input').waitFor()
  const network = () => Project.parse(JSON.parse(readFileSync(path.join(folder, 'project.json'), 'utf8'))).network
  return { page, editor, errors, network, close: () => context.close() }
}

/** The link is good once; a second browser is let in by the cookie of the first. */
let cookies: Parameters<Awaited<ReturnType<Browser['newContext']>>['addCookies']>[0] | undefined
async function launchAddress(): Promise<string> {
  if (!cookies) {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(serve.url)
    cookies = await context.cookies()
    await context.close()
  }
  for (const context of browser.contexts()) await context.addCookies(cookies)
  return serve.address
}

const undo = (page: Page) => page.keyboard.press('Control+z')

test('blocks, frames, places, and copies to another project', { timeout: 240_000 }, async ({ skip }) => {
  if (typeof machine === 'string') return skip(machine)
  const { page, editor, errors, network, close } = await emptyProject('blocks')
  const press = (keys: string) => page.keyboard.press(keys)
  const add = async (offer: string, id: string) => {
    await page.locator(`[data-offer="${offer}"]`).scrollIntoViewIfNeeded()
    await page.locator(`[data-offer="${offer}"]`).dblclick()
    await editor.node(id).waitFor()
    await editor.settled()
  }
  await add('conv2d', 'conv2d_1')
  await add('batch-norm', 'batch_norm_1')
  await add('activation:relu', 'activation_1')
  await editor.node('conv2d_1').click()
  for (const id of ['batch_norm_1', 'activation_1']) await editor.node(id).click({ modifiers: ['Shift'] })

  // Three layers are made a block, opened, looked at from inside, and left.
  await press('Control+Shift+G')
  await editor.node('block').waitFor()
  await press('Enter')
  await editor.node('block.conv2d_1').waitFor()
  await page.getByRole('navigation', { name: 'Open blocks' }).getByText('block').waitFor()
  await editor.settled()
  await shoot(page, 'editor-open-block')
  await press('Escape')
  await editor.node('block.conv2d_1').waitFor({ state: 'detached' })
  await editor.gives('block', '28×28×32')

  // Framed, moved by the pointer: it stays where it was put, beyond a reload.
  await press('Control+g')
  await page.getByRole('textbox', { name: 'Name of the frame' }).fill('<b>stem</b> & more')
  await press('Enter')
  await editor.said('Frame named <b>stem</b> & more')
  const head = await editor.middle(editor.node('block').locator('.head b'))
  await page.mouse.move(head.x, head.y)
  await page.mouse.down()
  await page.mouse.move(head.x + 60, head.y + 30, { steps: 5 })
  await page.mouse.move(head.x + 120, head.y + 60, { steps: 5 })
  await page.mouse.up()
  await editor.said('block moved')
  await editor.saved()
  const moved = network()
  expect(moved.frames).toEqual([{ id: 'frame_1', label: '<b>stem</b> & more', layers: ['block'] }])
  const [input, block] = ['input', 'block'].map((id) => moved.layers.find((layer) => layer.id === id)?.position)
  expect((block?.[0] ?? 0) - (input?.[0] ?? 0)).toBeGreaterThan(80)
  await page.reload()
  await editor.node('block').waitFor()
  await editor.settled()
  expect(network().layers).toEqual(moved.layers)

  // The menu of the second button repeats it; the wire is chosen and cut.
  await editor.node('block').click({ button: 'right' })
  await page.getByRole('menuitem', { name: '× 3' }).click()
  await editor.node('block').getByText('× 3').waitFor()
  await page.keyboard.press('Escape')
  await editor.node('block').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Cut the wire from input' }).click()
  await editor.said('input is no longer connected to block')
  await editor
    .node('block')
    .getByText(/takes 1 input/)
    .waitFor()
  // Until the menu has gone, keys are its own.
  await page.getByRole('menu').waitFor({ state: 'detached' })
  await undo(page)
  await editor.gives('block', '28×28×32')

  // Copied here, pasted in another project, with what it is made of.
  await editor.node('block').click()
  await press('Control+c')
  await editor.said('block copied')
  await editor.saved()
  const other = await emptyProject('pasted')
  await page.goto(other.page.url())
  await page.reload()
  await editor.node('input').waitFor()
  await editor.node('input').click()
  await press('Control+v')
  await editor.node('block').waitFor()
  await editor.saved()
  expect(other.network().blocks).toEqual(moved.blocks)
  expect(other.network().layers.at(-1)).toMatchObject({ id: 'block', repeat: 3, inputs: [] })

  // The drawing as a file.
  await page.getByRole('button', { name: 'Save the diagram' }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'SVG, dark' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('pasted-dark.svg')
  expect(readFileSync(await file.path(), 'utf8')).toMatch(/^<svg .*>block<.*<\/svg>$/s)

  // F6 leads on to the other parts of the page.
  await editor.node('input').click()
  await press('F6')
  await page.waitForFunction(() => !document.activeElement?.closest('.canvas-root'))
  expect(errors).toEqual([])
  await other.close()
  await close()
})
