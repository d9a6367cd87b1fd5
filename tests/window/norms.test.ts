import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { writeSmallProject } from '../terminal/smallProject'
import { terminal } from '../terminal/terminalProgram'
import { type OpenedWindows, openWindows, show } from './openedWindow'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })
const waits = { timeout: 90_000 }

let windows: OpenedWindows | string
beforeAll(async () => {
  windows = await openWindows()
})
afterAll(async () => {
  if (typeof windows !== 'string') await windows?.close()
})

test('the batch norms of a run are looked at: what they remember against a batch, layer by layer', async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const folder = writeSmallProject(path.join(windows.root, 'norms'), { training: { epochs: 2 } })
  expect((await terminal(['train', folder])).status).toBe(0)
  const { page, faults, close } = await windows.open()
  try {
    await show(page, 'evaluate', folder)
    const inside = page.getByRole('region', { name: 'Inside the network' })
    await inside.getByRole('button', { name: 'Norms', exact: true }).click(waits)
    await inside.getByText(/by the batch’s own statistics, \S+ by the moving averages/).waitFor(waits)
    const rows = inside.getByTestId('norm-row')
    expect(await rows.count()).toBe(2)
    await rows.filter({ hasText: 'norm1' }).filter({ hasText: '0/6' }).waitFor(waits)
    await inside.getByRole('button', { name: 'Maps', exact: true }).click()
    await rows.first().waitFor({ state: 'detached' })
    expect(faults).toEqual([])
  } finally {
    await close()
  }
})
