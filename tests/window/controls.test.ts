import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Project } from '../../shared/records/project'
import { grows, stateIs } from '../e2e/studioScript'
import { writeSmallProject } from '../terminal/smallProject'
import { type OpenedWindows, openWindows, show } from './openedWindow'

/** What is turned before and while a run trains: the drawn schedule, weight decay, which parts learn. */

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })
const patience = { timeout: 60_000, interval: 100 }

let windows: OpenedWindows | string
beforeAll(async () => {
  windows = await openWindows()
})
afterAll(async () => {
  if (typeof windows !== 'string') await windows?.close()
})

test('the drawn schedule is dragged and moved by keys: fields follow, and undo takes it back', async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const at = [{ epochs: 20 }, { epochs: 40 }]
  const folder = writeSmallProject(path.join(windows.root, 'schedule'), {
    training: { epochs: 60, schedule: { curve: { name: 'milestones', at, factor: 0.1 } } },
  })
  const saved = () => Project.parse(JSON.parse(readFileSync(path.join(folder, 'project.json'), 'utf8'))).training
  const { page, faults, close } = await windows.open()
  try {
    await show(page, 'train', folder)
    const milestone = page.getByRole('slider', { name: 'Milestone 2' })
    const box = await milestone.boundingBox()
    const plot = await page.locator('.schedule-curve svg').boundingBox()
    if (!box || !plot) throw new Error('the schedule is not drawn')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 0.05 * plot.width, y, { steps: 4 })
    await page.mouse.move(x + 0.1 * plot.width, y, { steps: 4 })
    // Nothing is saved before it is let go.
    expect(saved().schedule.curve).toMatchObject({ at })
    await page.mouse.up()
    const second = () => {
      const { curve } = saved().schedule
      const point = curve.name === 'milestones' ? curve.at[1] : undefined
      return point && 'epochs' in point ? point.epochs : 0
    }
    await expect.poll(second, patience).toBeGreaterThan(44)
    const dragged = second()
    await expect.poll(() => page.getByLabel('At epochs').getAttribute('placeholder'), patience).toBe(`20, ${dragged}`)

    // By keys: one least step each, and the field says so.
    await milestone.press('ArrowLeft')
    await expect.poll(second, patience).toBe(dragged - 0.5)
    const warmUp = page.getByRole('slider', { name: 'End of the warm-up' })
    await warmUp.focus()
    await warmUp.press('Shift+ArrowRight')
    await expect.poll(() => saved().schedule.warmUp?.over, patience).toEqual({ epochs: 5 })
    const rate = saved().learningRate
    await warmUp.press('ArrowUp')
    await expect.poll(() => saved().learningRate, patience).toBeGreaterThan(rate)
    expect(await warmUp.getAttribute('aria-valuetext')).toMatch(/^epoch 5, rate /)

    for (let k = 0; k < 6 && JSON.stringify(saved().schedule.curve) !== before; k++) {
      const now = JSON.stringify(saved())
      await page.locator('body').press('Control+z')
      await expect.poll(() => JSON.stringify(saved()), patience).not.toBe(now)
    }
    expect(saved().schedule).toEqual({ curve: { name: 'milestones', at, factor: 0.1 } })
    expect(faults).toEqual([])
  } finally {
    await close()
  }
})
const before = JSON.stringify({ name: 'milestones', at: [{ epochs: 20 }, { epochs: 40 }], factor: 0.1 })

test('while it trains parts are frozen and let go, and weight decay is turned: marks stand on the curve, the first leads back', async ({
  skip,
}) => {
  if (typeof windows === 'string') return skip(windows)
  const folder = writeSmallProject(path.join(windows.root, 'live'), {
    training: { epochs: 100_000, weightDecay: { coupling: 'decoupled', amount: 1e-3 } },
  })
  const { page, faults, close } = await windows.open()
  try {
    await show(page, 'train', folder)
    await page.getByRole('main').getByRole('button', { name: 'Train', exact: true }).click()
    await stateIs(page, 'training')
    await grows(page)
    await page.getByText('3 of 3 parts learn').click()
    const part = page.getByRole('checkbox', { name: 'conv1, norm1' })
    await part.click()
    await page.getByText('2 of 3 parts learn').waitFor(patience)
    expect(await part.isChecked()).toBe(false)
    const mark = page.getByTestId('mark')
    await mark.filter({ hasText: '2 layers frozen' }).waitFor(patience)
    await grows(page)

    const decay = page.getByRole('slider', { name: 'weight decay' })
    await decay.focus()
    await decay.press('End')
    await mark.filter({ hasText: 'weight decay to 0.01' }).waitFor(patience)
    await part.click()
    await mark.filter({ hasText: '2 layers begin to learn' }).waitFor(patience)
    await page.getByText('3 of 3 parts learn').waitFor(patience)

    // The last part cannot be frozen: nothing would learn. It is said, and nothing changes.
    for (const name of ['conv1, norm1', 'conv2, norm2']) await page.getByRole('checkbox', { name }).click()
    await page.getByText('1 of 3 part', { exact: false }).waitFor(patience)
    await grows(page)

    await page.getByRole('main').getByRole('button', { name: 'Stop', exact: true }).click()
    await stateIs(page, 'stopped')
    // Kept over resume.
    await page.getByRole('main').getByRole('button', { name: 'Resume' }).click()
    await stateIs(page, 'training')
    await page.getByText('1 of 3 part', { exact: false }).waitFor(patience)
    expect(Number(await decay.getAttribute('aria-valuenow'))).toBeCloseTo(0.01)
    await page.getByRole('main').getByRole('button', { name: 'Stop', exact: true }).click()
    await stateIs(page, 'stopped')
    expect(faults).toEqual([])
  } finally {
    await close()
  }
})
