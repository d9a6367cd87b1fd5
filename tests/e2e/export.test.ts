import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenedWindows, openWindows, show } from '../window/openedWindow'
import { trainedProject } from '../window/trainedProject'

let windows: OpenedWindows | string
let project: { folder: string; run: string }
beforeAll(async () => {
  windows = await openWindows()
  if (typeof windows !== 'string') project = await trainedProject(windows.root)
}, 120_000)
afterAll(async () => {
  if (typeof windows !== 'string') await windows.close()
})

test('a run is exported with its proof; what is there is replaced only when somebody says so', {
  timeout: 120_000,
}, async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const { page, faults, close } = await windows.open()
  await show(page, 'export', project.folder, project.run)
  const main = page.getByRole('main')
  const onnx = main.getByRole('button', { name: /ONNX/ }).first()
  await onnx.click()
  const start = main.getByRole('button', { name: 'Export ONNX' })
  await start.click()
  await main.getByText('pictures compared').waitFor({ timeout: 60_000 })
  expect(existsSync(path.join(project.folder, 'exports/quarters.onnx'))).toBe(true)
  await main.getByText('Top-1 changed').waitFor()
  // Every picture of the proof is a mark, or all are equal to the last bit.
  const marks = await main.locator('.difference-marks .mark').count()
  const compared = Number.parseInt((await main.getByText('pictures compared').textContent()) ?? '', 10)
  if (marks > 0) expect(marks).toBe(compared)
  else await main.getByText('equal to the last bit').waitFor()

  await start.click()
  await main.getByRole('alert').getByText('is there already').waitFor({ timeout: 60_000 })
  await main.getByRole('button', { name: 'Replace it' }).click()
  await expect.poll(() => main.locator('.export-history tbody tr').count(), { timeout: 60_000 }).toBe(2)

  // What was exported comes back as a project of its own.
  await main.getByRole('button', { name: 'Import a model' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Model file').getByRole('textbox').fill(path.join(project.folder, 'exports/quarters.onnx'))
  const folder = path.join(path.dirname(project.folder), 'imported')
  await dialog.getByLabel('Folder for the project').getByRole('textbox').fill(folder)
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await dialog.getByRole('button', { name: 'Open the project' }).waitFor({ timeout: 60_000 })
  const report = dialog.getByTestId('import-report')
  expect(await report.getByRole('status').textContent()).toMatch(
    /^ONNX: \d+ layers and all [\d,]+ parameters are taken/,
  )
  expect(existsSync(path.join(folder, 'project.json'))).toBe(true)
  expect(faults).toEqual([])
  await close()
})
