import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Project } from '../../shared/records/project'
import { writeSmallProject } from '../terminal/smallProject'
import { type OpenedWindow, type OpenedWindows, openWindows, show } from './openedWindow'

/** What stands beside the canvas, used as a person does: fields, ghosts, the budget, the zoo, feature maps. */

let windows: OpenedWindows | string
beforeAll(async () => {
  windows = await openWindows()
}, 120_000)
afterAll(async () => {
  if (typeof windows !== 'string') await windows?.close()
})

interface Opened extends OpenedWindow {
  readonly folder: string
  /** As it is on the disk. */
  saved(): Project
}

async function openModel(name: string, options: Parameters<typeof writeSmallProject>[1] = {}): Promise<Opened> {
  if (typeof windows === 'string') throw new Error(windows)
  const folder = writeSmallProject(path.join(windows.root, name), options)
  const window = await windows.open()
  await show(window.page, 'model', folder)
  await node(window.page, 'conv1').waitFor()
  const saved = () => Project.parse(JSON.parse(readFileSync(path.join(folder, 'project.json'), 'utf8')))
  return { ...window, folder, saved }
}

const node = (page: Page, id: string) => page.locator(`[data-node="${id}"]`)
const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' })
const numbers = (page: Page) => page.getByRole('region', { name: 'Numbers of the network' })
const configOf = ({ saved }: Opened, id: string) => saved().network.layers.find((layer) => layer.id === id)?.config
/** Chooses the layer, and waits until its fields are there. */
async function choose(page: Page, id: string) {
  await node(page, id).click({ position: { x: 40, y: 10 } })
  await expect.poll(() => inspector(page).getByLabel('Name').inputValue()).toBe(id)
}

test('a field is typed, a ghost becomes one’s own and comes back, and each is a step of undo', async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const opened = await openModel('fields')
  const { page, faults } = opened
  await choose(page, 'conv2')
  const filters = inspector(page).getByLabel('Filters')
  expect(await filters.inputValue()).toBe('6')
  await filters.fill('9')
  await filters.press('Enter')
  await expect.poll(() => configOf(opened, 'conv2')?.filters).toBe(9)
  // conv2 stands in a sum with a branch of 6 channels: that is told where it happens.
  await expect
    .poll(() =>
      numbers(page)
        .getByRole('button', { name: /problem/ })
        .textContent(),
    )
    .toMatch(/sum/)
  // Nothing is being typed any more: undo is the project's.
  await filters.press('Control+z')
  await expect.poll(() => configOf(opened, 'conv2')?.filters).toBe(6)
  await expect.poll(() => filters.inputValue()).toBe('6')

  const stride = inspector(page).getByLabel('Stride')
  await expect.poll(() => stride.inputValue()).toBe('')
  await expect.poll(() => stride.getAttribute('placeholder')).toBe('1')
  await stride.fill('2')
  await stride.press('Enter')
  await expect.poll(() => configOf(opened, 'conv2')?.stride).toBe(2)
  // Two sides now: emptied by Backspace, the ghost is back.
  const side = inspector(page).getByLabel('Stride, height')
  await side.click()
  await side.press('Control+a')
  await side.press('Backspace')
  await side.press('Enter')
  await expect.poll(() => 'stride' in (configOf(opened, 'conv2') ?? {})).toBe(false)
  await expect.poll(() => inspector(page).getByLabel('Stride').getAttribute('placeholder')).toBe('1')

  // A choice takes its ghost back by the same key, and says why it counts: a norm follows conv1.
  await choose(page, 'conv1')
  await inspector(page).getByText('no effect: norm follows').waitFor()
  const bias = inspector(page).getByLabel('Bias', { exact: true })
  await bias.click()
  await page.getByRole('option', { name: 'no' }).click()
  await expect.poll(() => configOf(opened, 'conv1')?.bias).toBe(false)
  await bias.focus()
  await page.keyboard.press('Backspace')
  await expect.poll(() => 'bias' in (configOf(opened, 'conv1') ?? {})).toBe(false)
  expect(faults).toEqual([])
  await opened.close()
}, 60_000)

test('a layer tells its formula, its sum and its field, takes another name and notes, whatever is in them', async ({
  skip,
}) => {
  if (typeof windows === 'string') return skip(windows)
  const opened = await openModel('about')
  const { page, faults } = opened
  await choose(page, 'pool')
  const panel = inspector(page)
  await panel.getByText('(12 − 2 + 2·0)/2 + 1 = 6').waitFor()
  await panel.getByText('Keeps the largest value of each 2×2 window', { exact: false }).waitFor()
  expect(await panel.getByText('6×6 of 12×12').count()).toBe(1)
  const name = panel.getByLabel('Name')
  await name.fill('flat')
  await name.press('Enter')
  await panel.getByText('another layer has this name').waitFor()
  await name.fill('largest')
  await name.press('Enter')
  await node(page, 'largest').waitFor()
  await expect.poll(() => opened.saved().network.layers.find(({ id }) => id === 'flat')?.inputs).toEqual(['largest'])
  const hostile = '<img src=x onerror=alert(1)> \u202Eabc'
  await panel.getByLabel('Notes').fill(hostile)
  await panel.getByLabel('Notes').blur()
  await expect.poll(() => opened.saved().network.layers.find(({ id }) => id === 'largest')?.notes).toBe(hostile)
  expect(await page.locator('img').count()).toBe(0)
  expect(faults).toEqual([])
  await opened.close()
}, 60_000)

test('several layers are edited at once', async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const opened = await openModel('several')
  const { page, faults } = opened
  await choose(page, 'conv1')
  await node(page, 'conv2').click({ modifiers: ['Shift'], position: { x: 40, y: 10 } })
  await inspector(page).getByText('2 layers').waitFor()
  const filters = inspector(page).getByLabel('Filters')
  await filters.fill('7')
  await filters.press('Enter')
  await expect.poll(() => [configOf(opened, 'conv1')?.filters, configOf(opened, 'conv2')?.filters]).toEqual([7, 7])
  expect(faults).toEqual([])
  await opened.close()
}, 60_000)

test('the budget bar turns red and offers the batch that fits; a network of the zoo is put in and undone', async ({
  skip,
}) => {
  if (typeof windows === 'string') return skip(windows)
  const opened = await openModel('budget')
  const { page, faults } = opened
  const before = opened.saved().network
  await inspector(page).getByRole('button', { name: 'Choose from the zoo' }).click()
  const zoo = page.getByRole('dialog')
  await zoo.getByPlaceholder('Name, family, author, year').fill('resnet-110')
  await zoo.getByRole('button', { name: /^resnet-110/ }).click()
  await zoo.getByText('For your 12×12×1 and 4 classes').waitFor()
  await zoo.getByText(/It takes the place of 12 layers with [\d,]+ parameters/).waitFor()
  await zoo.getByRole('button', { name: 'Use this' }).click()
  await node(page, 'stage1').waitFor()
  await expect.poll(() => opened.saved().network.name).toBe('resnet-110')

  const batch = inspector(page).getByLabel('Batch size')
  await batch.fill('65536')
  await batch.press('Enter')
  const meter = numbers(page).getByRole('meter', { name: 'Memory used' })
  await expect.poll(() => meter.getAttribute('aria-valuetext'), { timeout: 20_000 }).toBe('does not fit')
  const offer = numbers(page).getByRole('button', { name: /^Batch \d+ fits$/ })
  const offered = Number(/\d+/.exec((await offer.textContent()) ?? '')?.[0])
  expect(offered).toBeGreaterThan(8)
  await offer.click()
  await expect.poll(() => opened.saved().training.batchSize).toBe(offered)
  await expect.poll(() => meter.getAttribute('aria-valuetext'), { timeout: 20_000 }).not.toBe('does not fit')

  // The batch twice, then the network.
  for (let k = 0; k < 3; k++) {
    await page.locator('body').press('Control+z')
    await page.waitForTimeout(300)
  }
  await node(page, 'conv1').waitFor()
  await expect.poll(() => opened.saved().network).toEqual(before)
  expect(opened.saved().training.batchSize).toBe(16)
  expect(faults).toEqual([])
  await opened.close()
}, 90_000)

test('nodes show feature maps of the chosen picture, and other ones when the network changes', async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const opened = await openModel('maps')
  const { page, faults } = opened
  const map = node(page, 'conv1').locator('canvas').first()
  await map.waitFor({ timeout: 30_000 })
  expect(await node(page, 'conv1').locator('canvas').count()).toBe(3)
  const pixels = () => map.evaluate((canvas) => (canvas as unknown as { toDataURL(): string }).toDataURL())
  const first = await pixels()
  await page.getByRole('button', { name: 'picture 1' }).click()
  await page.getByRole('group', { name: 'Training pictures' }).getByRole('button').nth(3).click()
  await expect.poll(pixels, { timeout: 10_000 }).not.toBe(first)
  const second = await pixels()
  await page.keyboard.press('Escape')
  await choose(page, 'conv1')
  const kernel = inspector(page).getByLabel('Kernel, height')
  await kernel.fill('5')
  await kernel.press('Enter')
  await expect.poll(pixels, { timeout: 10_000 }).not.toBe(second)
  expect(faults).toEqual([])
  await opened.close()
}, 90_000)
