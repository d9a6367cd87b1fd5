import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DataSetVersions } from '../../shared/records/dataSetVersions'
import { pngFile } from '../data/pngFile'
import { stateIs } from '../e2e/studioScript'
import { writeSmallProject } from '../terminal/smallProject'
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

test('the data are frozen as version 1, a run is trained on it, and an edit makes the next one', async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const pictures = path.join(windows.root, 'pictures')
  for (const name of ['a', 'b', 'c', 'd']) mkdirSync(path.join(pictures, name), { recursive: true })
  for (let k = 0; k < 80; k++)
    writeFileSync(path.join(pictures, 'abcd'[k % 4] as string, `${k}.png`), pngFile(12, 12, 1, k))
  const folder = writeSmallProject(path.join(windows.root, 'versions'), {
    data: { source: pictures },
    training: { epochs: 1 },
  })
  const versions = () =>
    DataSetVersions.parse(JSON.parse(readFileSync(path.join(folder, 'dataset-versions', 'versions.json'), 'utf8')))
      .versions
  const { page, faults, close } = await windows.open()
  try {
    await show(page, 'data', folder)
    const freeze = page.getByRole('button', { name: 'Freeze as version 1' })
    await freeze.click(waits)
    const rows = page.getByTestId('version')
    await rows.filter({ hasText: 'Version 1' }).filter({ hasText: 'no run used it' }).waitFor(waits)
    await page.getByRole('button', { name: 'Frozen as version 1' }).waitFor(waits)
    expect(versions()).toMatchObject([{ number: 1, classes: 4, edits: 0 }])

    await show(page, 'train', folder)
    await page.getByRole('main').getByRole('button', { name: 'Train', exact: true }).click()
    await stateIs(page, 'finished')
    await show(page, 'data', folder)
    const use = rows.filter({ hasText: 'Version 1' }).getByRole('link')
    await use.waitFor(waits)
    expect(await use.getAttribute('href')).toContain('/train/')

    // A picture is left out with a key: that is another state.
    await page.getByRole('grid').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('x')
    await page.getByRole('button', { name: 'Freeze as version 2' }).click(waits)
    await rows.filter({ hasText: 'Version 2' }).filter({ hasText: '1 edit' }).waitFor(waits)
    expect(versions().map(({ edits }) => edits)).toEqual([0, 1])
    expect(versions()[1]?.hash).not.toBe(versions()[0]?.hash)

    // The first one comes back by an edit, which is taken back as any other.
    await page.getByRole('button', { name: 'Restore version 1' }).click()
    await page.getByText('The data are as in version 1 again').waitFor(waits)
    await page.getByRole('button', { name: 'Frozen as version 1' }).waitFor(waits)
    await page.getByRole('button', { name: 'Restore version 2' }).waitFor(waits)
    await page.keyboard.press('Control+z')
    await page.getByRole('button', { name: 'Frozen as version 2' }).waitFor(waits)
    expect(faults).toEqual([])
  } finally {
    await close()
  }
})
