import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Job } from '../../shared/records/job'
import { Project } from '../../shared/records/project'
import { writeSmallProject } from '../terminal/smallProject'
import { terminal } from '../terminal/terminalProgram'
import { type OpenedWindow, type OpenedWindows, openWindows, show } from './openedWindow'

/** Freezing and rates of layers on the canvas, by pointer and by keys alone. */

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })
const patience = { timeout: 60_000, interval: 100 }

let windows: OpenedWindows | string
beforeAll(async () => {
  windows = await openWindows()
})
afterAll(async () => {
  if (typeof windows !== 'string') await windows?.close()
})

interface Opened extends OpenedWindow {
  saved(): Project
}

async function openModel(name: string, options: Parameters<typeof writeSmallProject>[1] = {}): Promise<Opened> {
  if (typeof windows === 'string') throw new Error(windows)
  const folder = writeSmallProject(path.join(windows.root, name), options)
  const window = await windows.open()
  await show(window.page, 'model', folder)
  await node(window.page, 'conv1').waitFor()
  return { ...window, saved: () => Project.parse(JSON.parse(readFileSync(path.join(folder, 'project.json'), 'utf8'))) }
}

const node = (page: Page, id: string) => page.locator(`[data-node="${id}"]`)
const lock = (page: Page, id: string) => node(page, id).locator('[data-frozen]')
const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' })
const choose = (page: Page, id: string, modifiers: 'Shift'[] = []) =>
  node(page, id).click({ position: { x: 40, y: 10 }, modifiers })
const frozenIn = ({ saved }: Opened) =>
  saved()
    .network.layers.filter(({ frozen }) => frozen)
    .map(({ id }) => id)

test('chosen layers are frozen by a key, show a lock, are counted apart, and learn again by undo', async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const opened = await openModel('locks')
  const { page, faults } = opened
  const numbers = page.getByRole('region', { name: 'Numbers of the network' })
  await choose(page, 'conv1')
  await choose(page, 'norm1', ['Shift'])
  await page.keyboard.press('Control+Shift+L')
  await expect.poll(() => frozenIn(opened), patience).toEqual(['conv1', 'norm1'])
  await lock(page, 'conv1').waitFor()
  await lock(page, 'norm1').waitFor()
  expect(await node(page, 'conv1').getAttribute('aria-label')).toContain('frozen')
  await numbers.getByText(/of them frozen/).waitFor()
  await inspector(page)
    .getByText(/A frozen batch norm keeps its moving averages/)
    .waitFor()

  // The same key lets them learn, and both are steps of undo.
  await page.keyboard.press('Control+Shift+L')
  await expect.poll(() => frozenIn(opened), patience).toEqual([])
  await page.keyboard.press('Control+z')
  await expect.poll(() => frozenIn(opened), patience).toEqual(['conv1', 'norm1'])
  await page.keyboard.press('Control+z')
  await expect.poll(() => frozenIn(opened), patience).toEqual([])
  await expect.poll(() => page.locator('[data-frozen]').count(), patience).toBe(0)
  expect(faults).toEqual([])
  await opened.close()
})

test('what the training froze has locks too, and one layer is taken out of it where it stands', async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const opened = await openModel('all-but-head', { training: { fineTuning: { freeze: 'all-but-head' } } })
  const { page, faults } = opened
  await lock(page, 'conv2').waitFor()
  expect(await lock(page, 'dense').count()).toBe(0)
  await choose(page, 'conv2')
  const learns = inspector(page).getByRole('checkbox', { name: 'weights may change' })
  await expect.poll(() => learns.isChecked(), patience).toBe(false)
  await learns.click()
  await expect.poll(() => lock(page, 'conv2').count(), patience).toBe(0)
  await expect.poll(() => opened.saved().training.fineTuning?.freeze, patience).toEqual(['conv1', 'norm1', 'norm2'])

  // How fast it learns is a rule of its own.
  const rate = inspector(page).getByLabel('Rate ×')
  await rate.fill('0.1')
  await rate.press('Enter')
  await expect
    .poll(() => opened.saved().training.fineTuning?.rates, patience)
    .toEqual([{ layers: ['conv2'], factor: 0.1 }])
  expect(faults).toEqual([])
  await opened.close()
})

test('a run is begun from an earlier one: what is taken is told before, all but the head is frozen, blocks are let go by epoch', async ({
  skip,
}) => {
  if (typeof windows === 'string') return skip(windows)
  const training = { epochs: 1 }
  const folder = writeSmallProject(path.join(windows.root, 'transfer'), { training })
  expect((await terminal(['train', folder])).status).toBe(0)
  const [source] = readdirSync(path.join(folder, 'runs')) as [string]
  const { page, faults, close } = await windows.open()
  const saved = () => Project.parse(JSON.parse(readFileSync(path.join(folder, 'project.json'), 'utf8')))
  try {
    await show(page, 'runs', folder)
    await page
      .getByTestId('run-row')
      .getByRole('button', { name: /^More on/ })
      .click()
    await page.getByRole('menuitem', { name: 'Start a run from it' }).click()
    await page.getByRole('heading', { name: 'New run' }).waitFor()
    await expect.poll(() => saved().startFrom?.place, patience).toBe(`runs/${source}`)
    const report = page.getByTestId('start-report')
    await expect.poll(() => report.textContent(), patience).toMatch(/^(\d+) of \1 arrays are taken/)

    // A new head is said before anything is trained.
    await page.getByRole('button', { name: 'new', exact: true }).click()
    await expect.poll(() => report.textContent(), patience).toContain('1 layer begins anew')
    await report.getByText('dense: new head for these classes').waitFor()

    await page.getByLabel('Freeze', { exact: true }).click()
    await page.getByRole('option', { name: 'all but the head' }).click()
    await page.getByText('4 of 5 layers with weights are frozen when training begins.').waitFor()
    const epochs = page.getByRole('spinbutton', { name: 'Epochs' })
    await epochs.fill('3')
    await epochs.press('Enter')
    await page.getByRole('button', { name: 'Gradually' }).click()
    await expect.poll(() => saved().training.fineTuning?.unfreeze.length, patience).toBe(2)
    await expect.poll(() => saved().training.epochs, patience).toBe(3)
    const [first, second] = saved().training.fineTuning?.unfreeze ?? []
    expect([first?.epoch, second?.epoch]).toEqual([2, 3])
    expect([...(first?.layers ?? []), ...(second?.layers ?? [])].sort()).toEqual(['conv1', 'conv2', 'norm1', 'norm2'])
    // A name that no layer has is refused with the nearest.
    const let1 = page.getByRole('textbox', { name: 'these learn too' }).first()
    await let1.fill('conf2')
    await let1.press('Enter')
    await page.getByText('did you mean "conv2"?', { exact: false }).waitFor()
    await let1.press('Escape')

    await page.getByRole('main').getByRole('button', { name: 'Train', exact: true }).click()
    const marks = page.getByTestId('mark').filter({ hasText: 'begin to learn' })
    await expect.poll(() => marks.count(), patience).toBe(2)
    await expect.poll(() => page.getByTestId('state').textContent(), patience).toBe('finished')
    const run = readdirSync(path.join(folder, 'runs')).find((id) => id !== source) as string
    const job = Job.parse(JSON.parse(readFileSync(path.join(folder, 'runs', run, 'job.json'), 'utf8')))
    expect(job.start?.fresh.map(({ name }) => name).sort()).toEqual(['dense/bias', 'dense/kernel'])
    expect(job.project.training.fineTuning?.freeze).toBe('all-but-head')
    expect(faults).toEqual([])
  } finally {
    await close()
  }
})

test('a project for other classes takes a run of another one: its network, with a head that fits', async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const theirs = writeSmallProject(path.join(windows.root, 'theirs'), { training: { epochs: 1 } })
  expect((await terminal(['train', theirs])).status).toBe(0)
  const ours = writeSmallProject(path.join(windows.root, 'ours'), {
    network: {
      layers: [
        { id: 'input', type: 'input', config: { shape: [12, 12, 1] } },
        { id: 'flat', type: 'flatten', inputs: ['input'] },
        { id: 'other', type: 'dense', inputs: ['flat'], config: { units: 3 } },
      ],
    },
  })
  const saved = () => Project.parse(JSON.parse(readFileSync(path.join(ours, 'project.json'), 'utf8')))
  const { page, faults, close } = await windows.open()
  try {
    // Opened once, it is among those whose runs are offered.
    await show(page, 'train', theirs)
    await show(page, 'train', ours)
    await page.getByRole('heading', { name: 'New run' }).waitFor()
    await page.getByLabel('Weights', { exact: true }).click()
    await page
      .getByRole('option', { name: /^quarters · / })
      .first()
      .click()
    await page.getByText('none has the name and the shape', { exact: false }).waitFor(patience)
    await page.getByRole('button', { name: 'Take its network too' }).click()
    await expect.poll(() => saved().network.layers.some(({ id }) => id === 'conv2'), patience).toBe(true)
    expect(saved().network.layers.find(({ id }) => id === 'dense')?.config.units).toBe(4)
    await expect
      .poll(() => page.getByTestId('start-report').textContent(), patience)
      .toMatch(/^(\d+) of \1 arrays are taken/)
    expect(faults).toEqual([])
  } finally {
    await close()
  }
})
