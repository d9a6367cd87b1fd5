import { expect, test } from 'vitest'
import { NetworkEditor } from '../networkEditor'
import { grows, shoot, stateIs } from '../studioScript'
import { type Journey, openJourney, shells } from './openJourney'

const waits = { timeout: 90_000 }

test.for(shells)(
  '%s: a second idea waits in the queue, is trained after the first, laid over it and compared with it',
  {
    timeout: 300_000,
  },
  async (shell, { skip }) => {
    const journey = await openJourney(shell)
    if (typeof journey === 'string') return skip(journey)
    const { page, inspect } = journey
    page.setDefaultTimeout(waits.timeout)
    const main = page.getByRole('main')
    const to = (name: string) => page.getByRole('navigation').getByRole('link', { name }).click()
    try {
      await page.getByRole('button', { name: 'Open the zoo' }).click()
      await page.getByRole('radio', { name: 'lenet-5@28', exact: true }).click()
      await page.getByRole('button', { name: 'Create project' }).click()
      const editor = new NetworkEditor(page)
      await editor.node('f6').waitFor(waits)
      await to('Train')
      await begin(journey, { name: 'plain', epochs: 400 })
      await stateIs(page, 'training')

      // While it trains the network is changed: the run has its own, and the next one has the new one.
      await to('Model')
      await editor.node('f6').waitFor()
      await editor.settled()
      await page.keyboard.press('/')
      await page.keyboard.type('f6')
      await page.getByRole('button', { name: 'f6', exact: true }).click()
      await page.waitForFunction(() => document.activeElement?.getAttribute('data-node') === 'f6')
      await page.keyboard.press('Delete')
      await editor.node('f6').waitFor({ state: 'detached' })
      await editor.saved()
      await to('Train')
      await stateIs(page, 'training')
      await page.keyboard.press('Shift+N')
      await begin(journey, { name: 'without f6', epochs: 3, rate: 0.002 })
      await stateIs(page, 'waits for its turn')
      await page.keyboard.press('Shift+N')
      await begin(journey, { name: 'by mistake', epochs: 3 })
      await stateIs(page, 'waits for its turn')

      // The queue is put in order, thinned, and held.
      const queue = page.getByRole('region', { name: 'Queue' })
      const waiting = () => queue.getByRole('listitem').allTextContents()
      await expect.poll(waiting, waits).toEqual(['without f6', 'by mistake'])
      await inspect('runs that wait')
      await shoot(page, `journey-queue-${shell}`)
      await queue.getByRole('button', { name: 'by mistake sooner' }).click()
      await expect.poll(waiting, waits).toEqual(['by mistake', 'without f6'])
      await queue.getByRole('button', { name: 'Take by mistake out of the queue' }).click()
      await expect.poll(waiting, waits).toEqual(['without f6'])
      await queue.getByRole('switch', { name: /^Hold/ }).click()
      await look(journey, /^plain/)
      await grows(page)
      await main.getByRole('button', { name: 'Stop', exact: true }).click()
      await stateIs(page, 'stopped')
      expect(await waiting()).toEqual(['without f6'])
      await queue.getByRole('switch', { name: /^Hold/ }).click()
      await queue.waitFor({ state: 'detached' })
      await look(journey, /^without f6/)
      await stateIs(page, 'finished')

      // The earlier run's curves over these, in a colour of their own.
      const loss = page.getByRole('figure', { name: 'Loss', exact: true })
      const lines = loss.locator('.curve-paths path')
      const own = await lines.count()
      await page.getByRole('button', { name: 'Lay earlier runs over it' }).click()
      await page.getByRole('checkbox', { name: /^plain/ }).click()
      await page.keyboard.press('Escape')
      await expect.poll(() => lines.count(), waits).toBeGreaterThan(own)
      await loss.getByText('plain').first().waitFor()

      // Any of the weights on the shelf says what it does with the test pictures.
      const shelf = page.getByRole('region', { name: 'Checkpoints' })
      // The shelf follows the run by up to a second: until then a better epoch may take the place of the one that is tested.
      await shelf.getByRole('listitem').last().getByText('epoch 3', { exact: true }).waitFor()
      await shelf.getByRole('button', { name: 'Test', exact: true }).first().click()
      await shelf.getByText(/^\d+\.\d % on test pictures$/).waitFor()
      await inspect('a run under another')
      await shoot(page, `journey-overlay-${shell}`)

      await to('Runs')
      for (const name of ['plain', 'without f6'])
        await page.getByRole('checkbox', { name: `Choose ${name} for comparison` }).click()
      await main.getByRole('button', { name: 'Compare 2' }).click()
      const compared = page.getByRole('region', { name: /against/ })
      const setting = (name: string) => compared.getByRole('row', { name: new RegExp(`^${name}`) })
      await setting('Learning rate').waitFor()
      expect(await setting('Learning rate').textContent()).toContain('0.002')
      expect(await setting('Epochs').textContent()).toMatch(/400.*3$/)
      await compared.getByRole('list', { name: 'only plain' }).getByText('f6', { exact: true }).waitFor()
      await expect.poll(() => compared.getByTestId('compare-sum').textContent(), waits).toMatch(/^[+−]\d/)
      await inspect('two runs compared')
      await shoot(page, `journey-compare-${shell}`)
    } finally {
      await journey.close()
    }
  },
)

/** Says what the run will be, and begins it. */
async function begin({ page }: Journey, run: { name: string; epochs: number; rate?: number }): Promise<void> {
  await page.getByRole('heading', { name: 'New run' }).waitFor()
  const field = async (name: string, value: number) => {
    const box = page.getByRole('spinbutton', { name, exact: true })
    await box.fill(String(value))
    await box.press('Enter')
  }
  await field('Epochs', run.epochs)
  if (run.rate !== undefined) await field('Learning rate', run.rate)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(run.name)
  await page.getByRole('main').getByRole('button', { name: 'Train', exact: true }).click()
}

/** Another run of the project is looked at. */
async function look({ page }: Journey, name: RegExp): Promise<void> {
  await page.getByRole('button', { name: /^Choose a run/ }).click()
  await page.getByRole('menuitem', { name }).click()
}
