import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { dropOnDesktop } from '../dropOnDesktop'
import { grows, shoot, stateIs, step } from '../studioScript'
import { openJourney, projectShown, shells } from './openJourney'

/** Somebody's own photos, from a folder on the disk to a file that other programs open. */

const photos = path.resolve(__dirname, '../../../../shared/data/photos/train')
const waits = { timeout: 90_000 }
/** Of each class: enough to learn from for a minute. */
const most = 80

test.for(shells)(
  '%s: a folder of photos is repaired, augmented, learned by a small ResNet, steered and exported',
  {
    timeout: 300_000,
  },
  async (shell, { skip }) => {
    if (!existsSync(photos)) return skip('no photos beside this checkout')
    const journey = await openJourney(shell)
    if (typeof journey === 'string') return skip(journey)
    const { page, inspect, isDesktop } = journey
    page.setDefaultTimeout(waits.timeout)
    const main = page.getByRole('main')
    try {
      const pictures = copyPhotos(path.join(journey.root, 'photos'))

      // Dropped on the desktop's window; a browser, which gives no paths, lets the person find it.
      if (isDesktop) await dropOnDesktop(page, pictures)
      else {
        await page.getByRole('button', { name: 'Choose a folder' }).click()
        const picker = page.getByRole('dialog', { name: 'Folder with pictures' })
        await picker.getByRole('button', { name: 'photos' }).click()
        await picker.getByText('ants').waitFor()
        await picker.getByRole('button', { name: 'Choose this folder' }).click()
      }
      const dialog = page.getByRole('dialog', { name: 'New project' })
      await dialog.getByRole('textbox', { name: 'Find a network' }).fill('resnet-20')
      await dialog.getByRole('radio', { name: 'resnet-20', exact: true }).click()
      await inspect('a new project of photos')
      await dialog.getByRole('button', { name: 'Create project' }).click()
      await dialog.waitFor({ state: 'detached' })
      const folder = projectShown(page)

      // The scan begins by itself, says how far it is, and can be ended and begun again.
      const health = page.getByRole('region', { name: 'Health' })
      const progress = page.getByRole('progressbar', { name: 'Scan' })
      await progress.waitFor()
      await page.getByRole('button', { name: 'Cancel' }).click()
      await progress.waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Scan the pictures' }).first().click()
      await expect.poll(() => page.locator('.data-bar').textContent(), waits).toContain('2 classes')
      await page.getByRole('button', { name: 'Scan again' }).waitFor()

      // One click mends all that can be mended: the bee that is an ant's photo, and the placeholder, which is the only grey one.
      const torn = health.getByRole('region', { name: /equal pictures? with different labels/ })
      await torn.waitFor()
      await inspect('the health of the photos')
      await shoot(page, `journey-health-${shell}`)
      await health.getByRole('button', { name: 'Repair all' }).click()
      await torn.waitFor({ state: 'detached' })
      await health.getByText('Nothing is wrong').waitFor()
      const edits = JSON.stringify(editsOf(folder))
      expect(edits).toContain('bees/copy.jpg')
      expect(edits).toContain('ants/imageNotFound.gif')

      // What training will see of a photo changes with a slider.
      const wall = page.getByRole('region', { name: 'What training sees' })
      await page.getByRole('button', { name: 'Add', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Rotate' }).click()
      await wall.getByRole('img').nth(3).waitFor()
      const slider = page.getByRole('slider', { name: /Rotate/ })
      await slider.focus()
      const before = await slider.getAttribute('aria-valuetext')
      for (let k = 0; k < 5; k++) await slider.press('ArrowRight')
      expect(await slider.getAttribute('aria-valuetext')).not.toBe(before)
      await expect.poll(() => augmentationOf(folder), waits).toHaveLength(1)
      await inspect('the augmentation bench')

      // Trained and watched; paused, with another learning rate it goes on.
      await page.getByRole('navigation').getByRole('link', { name: 'Train' }).click()
      const epochs = page.getByRole('spinbutton', { name: 'Epochs' })
      await epochs.fill('400')
      await epochs.press('Enter')
      await main.getByRole('button', { name: 'Train', exact: true }).click()
      await stateIs(page, 'training')
      await grows(page)
      await main.getByRole('button', { name: 'Pause' }).click()
      await stateIs(page, 'paused')
      const pausedAt = await step(page)
      const rate = page.getByRole('slider', { name: 'Learning rate' })
      await rate.focus()
      for (let n = 0; n < 10; n++) await rate.press('PageDown')
      await page.getByTestId('mark').filter({ hasText: 'learning rate to' }).first().waitFor()
      await main.getByRole('button', { name: 'Continue' }).click()
      await stateIs(page, 'training')
      await grows(page)
      expect(await step(page)).toBeGreaterThan(pausedAt)
      await inspect('the run while it trains')
      await shoot(page, `journey-training-${shell}`)
      await main.getByRole('button', { name: 'Stop', exact: true }).click()
      await stateIs(page, 'stopped')
      // Stopped is not ended: it goes on from its checkpoint.
      const stoppedAt = await step(page)
      await main.getByRole('button', { name: 'Resume' }).click()
      await stateIs(page, 'training')
      await expect.poll(() => step(page), waits).toBeGreaterThan(stoppedAt)
      await main.getByRole('button', { name: 'Stop', exact: true }).click()
      await stateIs(page, 'stopped')

      // Taken away, with the proof that it answers as it does here.
      await page.getByRole('navigation').getByRole('link', { name: 'Export' }).click()
      await main.getByRole('button', { name: /ONNX/ }).first().click()
      await main.getByRole('button', { name: 'Export ONNX' }).click()
      await main.getByText('pictures compared').waitFor()
      await main.getByText('Top-1 changed').waitFor()
      await inspect('the export')
      const files = readdirSync(path.join(folder, 'exports'))
      expect(files.filter((file) => file.endsWith('.onnx'))).toHaveLength(1)
    } finally {
      await journey.close()
    }
  },
)

/** Ants and bees as they came, the placeholder among them; and one ant that somebody put to the bees as well. */
function copyPhotos(to: string): string {
  for (const name of ['ants', 'bees']) {
    mkdirSync(path.join(to, name), { recursive: true })
    const files = readdirSync(path.join(photos, name)).sort()
    const chosen = [...files.slice(0, most), ...files.filter((file) => file.endsWith('.gif'))]
    for (const file of chosen) cpSync(path.join(photos, name, file), path.join(to, name, file))
  }
  const [first] = readdirSync(path.join(to, 'ants')).sort()
  cpSync(path.join(to, 'ants', first as string), path.join(to, 'bees', 'copy.jpg'))
  return to
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

/** What was changed of the data set, as it lies on the disk. */
function editsOf(folder: string): readonly unknown[] {
  const file = path.join(folder, 'dataset.json')
  return existsSync(file) ? (readJson(file) as { edits: readonly unknown[] }).edits : []
}

const augmentationOf = (folder: string): readonly unknown[] =>
  (readJson(path.join(folder, 'project.json')) as { augmentation?: readonly unknown[] }).augmentation ?? []
