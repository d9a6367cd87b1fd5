import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf } from '../../shared/contract/windowPlace'
import { inferNetwork } from '../../shared/model/infer'
import { Project } from '../../shared/records/project'
import { type ServeProcess, startServe } from '../web/serveProcess'
import { launchDesktop } from './desktopApp'
import { type DesktopMachine, desktopMachine, majorsToTest } from './desktopMachine'
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

/** A project with nothing but its input. */
function writeEmptyProject(name: string): string {
  const folder = path.join(root, name)
  mkdirSync(folder)
  const layers = [{ id: 'input', type: 'input', config: { shape: [28, 28, 1] } }]
  const project = {
    format: 'layerloom-project',
    version: 1,
    name,
    data: { source: 'sample:digits' },
    network: { layers },
    training: {},
  }
  writeFileSync(path.join(folder, 'project.json'), JSON.stringify(project))
  return folder
}

/** One, opened on the model page of a new window. */
async function emptyProject(name: string) {
  const folder = writeEmptyProject(name)
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

/** LeNet-5 as it is taught today, with batch norm behind its convolutions. */
const leNet = [
  'input',
  'conv2d_1',
  'batch_norm_1',
  'activation_1',
  'max_pool_1',
  'conv2d_2',
  'batch_norm_2',
  'activation_2',
  'max_pool_2',
  'flatten_1',
  'dense_1',
  'activation_3',
  'dense_2',
]

/** Each layer takes the one before it. */
const inARow = (ids: readonly string[]) => Object.fromEntries(ids.map((id, k) => [id, k === 0 ? [] : [ids[k - 1]]]))
const wiresOf = (layers: readonly { id: string; inputs: readonly string[] }[]) =>
  Object.fromEntries(layers.map(({ id, inputs }) => [id, inputs]))

const undo = (page: Page) => page.keyboard.press('Control+z')

test('LeNet-5 with batch norm by dragging, wired wrongly and repaired; a reload finds it again', {
  timeout: 240_000,
}, async ({ skip }) => {
  if (typeof machine === 'string') return skip(machine)
  const { page, editor, errors, network, close } = await emptyProject('dragged')
  const canvas = await editor.middle(page.locator('.canvas-root'))

  // A layer on the empty canvas, and a wire to it, which says what will come of it before it is let go.
  await editor.drag('conv2d', { x: canvas.x, y: canvas.y + 60 })
  await editor.node('conv2d_1').waitFor()
  await editor.settled()
  await editor.pull('input', await editor.input('conv2d_1'))
  await editor.node('conv2d_1').getByText('becomes 28×28×32').waitFor()
  await editor.release()
  await editor.gives('conv2d_1', '28×28×32')

  // A wire into empty space offers only what fits there, the usual next one first.
  await editor.pull('conv2d_1', { x: canvas.x, y: canvas.y + 180 })
  await editor.release()
  const list = page.getByRole('listbox', { name: 'Layers that fit here' })
  await list.waitFor()
  expect(await list.getByRole('option').first().textContent()).toContain('Batch norm')
  expect(await list.getByRole('option', { name: /^Dense \d/ }).count()).toBe(0)
  await shoot(page, 'editor-list')
  await list.getByRole('option').first().click()
  await editor.gives('batch_norm_1', '28×28×32')

  // Double-click adds behind what is chosen.
  const add = async (offer: string, id: string) => {
    const line = page.locator(`[data-offer="${offer}"]`)
    await line.scrollIntoViewIfNeeded()
    await line.dblclick()
    await editor.node(id).waitFor()
  }
  await add('activation:relu', 'activation_1')
  await add('max-pool', 'max_pool_1')
  await editor.gives('max_pool_1', '14×14×32')
  await add('conv2d', 'conv2d_2')
  await add('batch-norm', 'batch_norm_2')
  await add('activation:relu', 'activation_2')
  await add('max-pool', 'max_pool_2')
  await editor.gives('max_pool_2', '7×7×32')

  // Wrong on purpose: a loop is refused in words, and nothing changes.
  await page.locator('.canvas-zoom').getByRole('button', { name: 'Show all' }).click()
  await editor.settled()
  await editor.pull('max_pool_2', await editor.input('conv2d_1'))
  await editor.node('conv2d_1').getByText('would make a loop').waitFor()
  await shoot(page, 'editor-refused')
  await editor.release()

  // Wrong on purpose: a dense layer takes a picture. It says so, and what would mend it.
  await editor.node('max_pool_2').click()
  await add('dense', 'dense_1')
  await editor.node('dense_1').getByText('needs a vector').waitFor()
  await shoot(page, 'editor-problem')
  await shoot(page, 'editor-problem-dark', 'dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await editor.node('dense_1').getByRole('button', { name: 'Flatten' }).click()
  await editor.gives('flatten_1', '1568')
  await editor.node('dense_1').getByText('needs a vector').waitFor({ state: 'detached' })

  // Wrong on purpose: the second convolution takes the picture. The shapes behind it tell; undone, and done again by hand.
  await page.locator('.canvas-zoom').getByRole('button', { name: 'Show all' }).click()
  await editor.wire('input', 'conv2d_2')
  await editor.gives('conv2d_2', '28×28×')
  await editor.wire('max_pool_1', 'conv2d_2')
  await editor.gives('conv2d_2', '14×14×32')
  await undo(page)
  await editor.gives('conv2d_2', '28×28×')
  await undo(page)
  await editor.gives('conv2d_2', '14×14×32')

  await editor.node('dense_1').click()
  await add('activation:relu', 'activation_3')
  await add('dense', 'dense_2')
  await editor.saved()
  expect(wiresOf(network().layers)).toEqual(inARow(leNet))
  expect(inferNetwork(network()).problems).toEqual([])

  // Left out and taken in again; deleted, the wire heals; undone.
  await editor.node('batch_norm_2').click()
  await page.keyboard.press('Control+b')
  await editor.said('batch_norm_2 left out')
  await page.keyboard.press('Control+b')
  await editor.said('batch_norm_2 taken in again')
  await page.keyboard.press('Delete')
  await editor.node('batch_norm_2').waitFor({ state: 'detached' })
  await editor.saved()
  expect(wiresOf(network().layers).activation_2).toEqual(['conv2d_2'])
  await undo(page)
  await editor.node('batch_norm_2').waitFor()
  await editor.saved()

  await page.reload()
  await editor.node('dense_2').waitFor()
  await editor.settled()
  expect((await editor.ids()).sort()).toEqual([...leNet].sort())
  await shoot(page, 'editor-lenet')
  expect(errors).toEqual([])
  await close()
})

test('the same with the keyboard alone', { timeout: 240_000 }, async ({ skip }) => {
  if (typeof machine === 'string') return skip(machine)
  const { page, editor, errors, network, close } = await emptyProject('typed')
  const press = (keys: string) => page.keyboard.press(keys)
  const isOn = (id: string) =>
    page.waitForFunction((name) => document.activeElement?.getAttribute('data-node') === name, id)
  /** `/` leads to the palette's field; what is typed and Enter adds the first that has it behind what is chosen. */
  const addByName = async (name: string, id: string) => {
    await press('/')
    await page.waitForFunction(() => document.activeElement?.matches('.model-palette input'))
    await page.keyboard.type(name)
    await page.locator('.palette-line mark').first().waitFor()
    await press('Enter')
    await isOn(id)
  }
  await addByName('conv', 'conv2d_1')
  // Enter on a layer lists what may follow; letters filter it.
  await press('Enter')
  await page.getByRole('listbox', { name: 'Layers that fit here' }).waitFor()
  await page.keyboard.type('batch')
  await press('Enter')
  await isOn('batch_norm_1')
  await addByName('relu', 'activation_1')
  await addByName('max pool', 'max_pool_1')
  await addByName('conv', 'conv2d_2')
  await addByName('batch', 'batch_norm_2')
  await addByName('relu', 'activation_2')
  await addByName('max pool', 'max_pool_2')
  await addByName('dense', 'dense_1')

  // The problem is in the layer's name; Tab goes to what mends it.
  expect(await editor.node('dense_1').getAttribute('aria-label')).toContain('problem: needs a vector')
  await press('Tab')
  await press('Tab')
  await page.waitForFunction(() => document.activeElement?.textContent === 'Flatten')
  await press('Enter')
  await isOn('flatten_1')
  await editor.gives('flatten_1', '1568')

  // Wired wrongly: from the input into the second convolution, by Tab through the layers that fit.
  const wire = async (from: string, to: string) => {
    await press('Tab')
    await page.waitForFunction(
      (id) =>
        document.activeElement?.closest('[data-node]')?.getAttribute('data-node') === id &&
        document.activeElement.matches('[data-port]'),
      from,
    )
    for (let k = 0; k < 30; k++) {
      await press('Tab')
      await page.locator('.port.aimed').waitFor()
      if (await editor.node(to).locator('.port.aimed').count()) break
    }
    await press('Enter')
    await isOn(to)
  }
  await press('Home')
  await isOn('input')
  await wire('input', 'conv2d_2')
  await editor.said('input connected to conv2d_2')
  await editor.gives('conv2d_2', '28×28×')
  // Walked to by arrows, and repaired.
  await press('Home')
  await isOn('input')
  for (const id of ['conv2d_1', 'batch_norm_1', 'activation_1', 'max_pool_1']) {
    await press('ArrowDown')
    // Of two ways down the nearer one is taken.
    if (id === 'conv2d_1')
      await page.waitForFunction(() => /^conv2d_[12]$/.test(document.activeElement?.getAttribute('data-node') ?? ''))
    if (id === 'conv2d_1' && !(await editor.node(id).evaluate((node) => node === document.activeElement))) {
      await press('ArrowLeft')
    }
    await isOn(id)
  }
  await wire('max_pool_1', 'conv2d_2')
  await editor.gives('conv2d_2', '14×14×32')

  // Escape ends a wire that was begun.
  await press('Tab')
  await press('Tab')
  await page.locator('.port.aimed').waitFor()
  await press('Escape')
  await editor.said('No wire drawn')

  await press('End')
  await isOn('dense_1')
  await addByName('relu', 'activation_3')
  await addByName('dense', 'dense_2')
  await press('F2')
  await page.getByRole('textbox', { name: 'Name of dense_2' }).waitFor()
  await page.keyboard.type('logits')
  await press('Enter')
  await isOn('logits')
  await editor.saved()
  const names = leNet.map((id) => (id === 'dense_2' ? 'logits' : id))
  expect(wiresOf(network().layers)).toEqual(inARow(names))
  expect(inferNetwork(network()).problems).toEqual([])
  expect(await editor.node('conv2d_1').getAttribute('aria-label')).toBe(
    'conv2d_1, Conv 3×3, 32 filters, output 28×28×32, 320 parameters, no problem',
  )
  await press('Delete')
  await editor.node('logits').waitFor({ state: 'detached' })
  await undo(page)
  await editor.node('logits').waitFor()
  await editor.saved()
  await page.reload()
  await editor.node('logits').waitFor()
  expect((await editor.ids()).sort()).toEqual([...names].sort())
  expect(errors).toEqual([])
  await close()
})

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

test.for(majorsToTest)(
  'on the desktop, Electron %i: the layout is made in its worker, and a layer is added',
  {
    timeout: 180_000,
  },
  async (major, { skip }) => {
    if (typeof machine === 'string') return skip(machine)
    const project = writeEmptyProject(`desktop-${major}`)
    const app = await launchDesktop({ machine, major, userData: path.join(root, `user-${major}`), project })
    try {
      await app.page.getByRole('navigation').getByRole('link', { name: 'Model' }).click()
      const editor = new NetworkEditor(app.page)
      await editor.node('input').waitFor()
      const workers = new Promise<string>((resolve) => app.page.once('worker', (worker) => resolve(worker.url())))
      await app.page.locator('[data-offer="conv2d"]').dblclick()
      await editor.gives('conv2d_1', '28×28×32')
      expect(await workers).toMatch(/layoutWorker/)
      await editor.settled()
      expect(app.errors).toEqual([])
    } finally {
      await app.close()
    }
  },
)
