import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { desktopMachine } from '../e2e/desktopMachine'
import { onlyRun } from '../reliability/killedRun'
import { terminal } from '../terminal/terminalProgram'

const root = path.resolve(__dirname, '../..')
const photos = path.join(process.env.LAYERLOOM_SHARED ?? path.join(root, '../shared'), 'data/photos/train')
const pictures = ['ants/0013035.jpg', 'bees/1092977343_cb42b38d62.jpg'].map((name) => path.join(photos, name))
const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-web-'))
const page = path.join(folder, 'page')

interface Prediction {
  readonly top: readonly { readonly class: string; readonly probability: number }[]
}
let predicted: Prediction[] = []

beforeAll(async () => {
  if (!existsSync(photos)) return
  const project = path.join(folder, 'project')
  await terminal(['new', project, '--network', 'resnet-20', '--data', 'sample:shapes'])
  expect((await terminal(['train', project, '--epochs', '2', '--json'])).status).toBe(0)
  const run = onlyRun(project)
  const exported = await terminal(['export', run, '--format', 'web', '--out', page, '--json'])
  expect(exported.stderr).not.toContain('error')
  expect(exported.status).toBe(0)
  predicted = JSON.parse((await terminal(['predict', run, ...pictures, '--json'])).stdout).predictions
}, 600_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(!existsSync(photos))('a page that was exported', () => {
  let browser: Browser | string
  beforeAll(async () => {
    const machine = await desktopMachine()
    if (typeof machine === 'string') {
      browser = machine
      return
    }
    await machine.screen.close()
    browser = await chromium.launch({ executablePath: machine.chromium, args: ['--no-sandbox', '--disable-gpu'] })
  }, 300_000)
  afterAll(async () => {
    if (typeof browser !== 'string') await browser.close()
  })

  test('opens from the disk without a network and says of photos what the studio says', async ({ skip }) => {
    if (typeof browser === 'string') return skip(browser)
    const context = await browser.newContext({ offline: true })
    const view = await context.newPage()
    const errors: string[] = []
    view.on('pageerror', (error) => errors.push(String(error)))
    view.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    await view.goto(pathToFileURL(path.join(page, 'index.html')).href)
    await view.getByText('6 classes; ready').waitFor()
    for (const [k, picture] of pictures.entries()) {
      await view.locator('#file').setInputFiles(picture)
      await view
        .getByRole('status')
        .filter({ hasText: path.basename(picture) })
        .waitFor()
      const rows = view.getByRole('listitem')
      const top = await rows.evaluateAll((items) =>
        items.map((item) => ({
          class: item.querySelector('.class')?.textContent,
          probability: Number(item.getAttribute('data-probability')),
        })),
      )
      expectLike(top, predicted[k] as Prediction)
    }
    await view
      .locator('#file')
      .setInputFiles({ name: 'no picture.png', mimeType: 'image/png', buffer: Buffer.from('text') })
    await view.getByText('no picture.png is no picture that this browser can read').waitFor()
    expect(errors).toEqual([])
  })

  test('its program for Node says the same', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(page, 'predict.cjs'), ...pictures], {
      encoding: 'utf8',
      env: { ...process.env, NODE_PATH: path.join(root, 'node_modules') },
    })
    expect(stderr).not.toContain('Error')
    expect(status).toBe(0)
    const lines = stdout
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('{'))
    for (const [k, line] of lines.entries()) expectLike(JSON.parse(line).classes, predicted[k] as Prediction)
    expect(lines).toHaveLength(2)
  })

  test('its program for Python says the same', ({ skip }) => {
    if (!hasOnnxruntime()) return skip(`${python} has no onnxruntime and Pillow`)
    const { status, stdout, stderr } = spawnSync(python, [path.join(page, 'predict.py'), ...pictures], {
      encoding: 'utf8',
    })
    expect(status, stderr).toBe(0)
    const lines = stdout.trim().split('\n')
    for (const [k, picture] of pictures.entries()) {
      const line = lines.find((one) => one.startsWith(picture)) ?? ''
      const classes = [...line.slice(picture.length).matchAll(/ ([^,]+) (\d\.\d+)(?:,|$)/g)]
      expectLike(
        classes.map(([, name, value]) => ({ class: name as string, probability: Number(value) })),
        predicted[k] as Prediction,
      )
    }
  })
})

/** A Python that has what `predict.py` needs; the suite installs none, `npm run test:formats -- examples` does. */
const python = process.env.LAYERLOOM_RIVALS ?? 'python3'
const hasOnnxruntime = () => spawnSync(python, ['-c', 'import onnxruntime, PIL, numpy']).status === 0

/** Decoders of JPEG differ by a few 255ths, and with them the probabilities. */
const tolerance = 0.02

function expectLike(found: readonly { class?: string | null; probability: number }[], { top }: Prediction): void {
  expect(found[0]?.class).toBe(top[0]?.class)
  for (const { class: name, probability } of top)
    expect(Math.abs((found.find((one) => one.class === name)?.probability ?? -1) - probability), name).toBeLessThan(
      tolerance,
    )
}
