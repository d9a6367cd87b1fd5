import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { NetworkEditor } from '../networkEditor'
import { shoot } from '../studioScript'
import { tabTo } from './keyboard'
import { accuracyOfRun, expectLeNet, type LeNetLayer, leNet } from './leNet'
import { openJourney, projectShown, shells } from './openJourney'

/** LeNet-5 with batch norm, from an empty canvas to a network that reads digits: by the mouse, and by the keyboard alone. */

/** What it has to read of the test pictures; it never saw one of them. */
const least = 0.9
const epochs = 6
const waits = { timeout: 60_000 }

test.for(shells)(
  '%s: LeNet-5 by dragging, wired wrongly, repaired, trained',
  { timeout: 300_000 },
  async (shell, { skip }) => {
    const journey = await openJourney(shell)
    if (typeof journey === 'string') return skip(journey)
    const { page, inspect } = journey
    try {
      await page.getByRole('button', { name: 'or an empty canvas' }).click()
      await page.getByRole('button', { name: 'Create project' }).click()
      const editor = new NetworkEditor(page)
      await editor.node('input').waitFor(waits)
      await editor.settled()
      const folder = projectShown(page)
      const canvas = await editor.middle(page.locator('.canvas-root'))
      const showAll = async () => {
        await page.locator('.canvas-zoom').getByRole('button', { name: 'Show all' }).click()
        await editor.settled()
      }
      const [c1, norm1, tanh1, pool1, c3, norm2, tanh2, pool2, , dense1, tanh3, dense2, tanh4, dense3] = leNet

      // A layer on the empty canvas, and a wire to it, which says what will come of it before it is let go.
      await editor.drag(c1.offer, { x: canvas.x, y: canvas.y + 60 })
      await editor.node(c1.id).waitFor()
      await editor.settled()
      await editor.pull('input', c1.id)
      await editor.node(c1.id).getByText('becomes 28×28×32').waitFor()
      await editor.release()
      await setByHand(editor, c1)

      // A wire into empty space offers only what fits there, the usual next one first.
      await editor.pull(c1.id, { x: canvas.x, y: canvas.y + 180 })
      await editor.release()
      const list = page.getByRole('listbox', { name: 'Layers that fit here' })
      await list.waitFor()
      expect(await list.getByRole('option').first().textContent()).toContain('Batch norm')
      expect(await list.getByRole('option', { name: /^Dense \d/ }).count()).toBe(0)
      await shoot(page, 'editor-list')
      await list.getByRole('option').first().click()
      await editor.gives(norm1.id, norm1.gives)

      // Double-click adds behind what is chosen; what is dropped on a wire goes into it.
      const add = async (layer: LeNetLayer) => {
        const line = page.locator(`[data-offer="${layer.offer}"]`)
        await line.scrollIntoViewIfNeeded()
        await line.dblclick()
        await editor.node(layer.id).waitFor()
        await setByHand(editor, layer)
      }
      await add(pool1)
      await showAll()
      await editor.drag(tanh1.offer, await between(editor, norm1.id, pool1.id))
      await editor.gives(tanh1.id, tanh1.gives)
      await editor.node(pool1.id).click()
      for (const layer of [c3, norm2, tanh2, pool2]) await add(layer)

      // Wrong on purpose: a loop is refused in words, and nothing changes.
      await showAll()
      await editor.pull(pool2.id, c1.id)
      await editor.node(c1.id).getByText('would make a loop').waitFor()
      await shoot(page, 'editor-refused')
      await editor.release()

      // Wrong on purpose: a dense layer takes a picture. It says so, and what would mend it.
      await editor.node(pool2.id).click()
      await page.locator('[data-offer="dense"]').dblclick()
      await editor.node(dense1.id).getByText('needs a vector').waitFor()
      await shoot(page, 'editor-problem')
      await inspect('a problem on the canvas')
      await shoot(page, 'editor-problem-dark', 'dark')
      await page.emulateMedia({ colorScheme: 'light' })
      await editor.node(dense1.id).getByRole('button', { name: 'Flatten' }).click()
      await editor.gives('flatten_1', '400')
      await editor.node(dense1.id).getByText('needs a vector').waitFor({ state: 'detached' })
      await showAll()
      await editor.node(dense1.id).click()
      await setByHand(editor, dense1)

      // Wrong on purpose: the second convolution takes the picture. The shapes behind it tell; undone, and done again by hand.
      await showAll()
      await editor.wire('input', c3.id)
      await editor.gives(c3.id, '24×24×16')
      await editor.wire(pool1.id, c3.id)
      await editor.gives(c3.id, c3.gives)
      await page.keyboard.press('Control+z')
      await editor.gives(c3.id, '24×24×16')
      await page.keyboard.press('Control+z')
      await editor.gives(c3.id, c3.gives)

      await editor.node(dense1.id).click()
      for (const layer of [tanh3, dense2, tanh4, dense3]) await add(layer)
      await editor.saved()
      expectLeNet(folder)

      // Left out and taken in again; deleted, the wire heals; undone.
      await showAll()
      await editor.node(norm2.id).click()
      await page.keyboard.press('Control+b')
      await editor.said('batch_norm_2 left out')
      await page.keyboard.press('Control+b')
      await editor.said('batch_norm_2 taken in again')
      await page.keyboard.press('Delete')
      await editor.node(norm2.id).waitFor({ state: 'detached' })
      await page.keyboard.press('Control+z')
      await editor.node(norm2.id).waitFor()
      await editor.saved()

      await page.reload()
      await editor.node(dense3.id).waitFor()
      await editor.settled()
      expect((await editor.ids()).sort()).toEqual(['input', ...leNet.map(({ id }) => id)].sort())
      expectLeNet(folder)
      await shoot(page, 'editor-lenet')
      await inspect('LeNet-5 on the canvas')

      await page.getByRole('navigation').getByRole('link', { name: 'Train' }).click()
      const field = page.getByRole('spinbutton', { name: 'Epochs' })
      await field.fill(String(epochs))
      await field.press('Enter')
      await page.getByRole('main').getByRole('button', { name: 'Train', exact: true }).click()
      expect(await accuracyOfRun(page, folder)).toBeGreaterThan(least)
      await inspect('the trained run')
    } finally {
      await journey.close()
    }
  },
)

test.for(shells)('%s: the same with the keyboard alone', { timeout: 300_000 }, async (shell, { skip }) => {
  const journey = await openJourney(shell)
  if (typeof journey === 'string') return skip(journey)
  const { page, inspect } = journey
  const press = (keys: string) => page.keyboard.press(keys)
  try {
    await tabTo(page, page.getByRole('button', { name: 'or an empty canvas' }))
    await press('Enter')
    await tabTo(page, page.getByRole('button', { name: 'Create project' }))
    await press('Enter')
    const editor = new NetworkEditor(page)
    await editor.node('input').waitFor(waits)
    await editor.settled()
    const folder = projectShown(page)
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
    const add = async (name: string, layer: LeNetLayer) => {
      await addByName(name, layer.id)
      await setByKeys(editor, layer)
    }
    const [c1, norm1, tanh1, pool1, c3, norm2, tanh2, pool2, , dense1, tanh3, dense2, tanh4, dense3] = leNet
    await add('conv', c1)
    // Enter on a layer lists what may follow; letters filter it.
    await press('Enter')
    await page.getByRole('listbox', { name: 'Layers that fit here' }).waitFor()
    await page.keyboard.type('batch')
    await press('Enter')
    await isOn(norm1.id)
    await add('tanh', tanh1)
    await add('avg pool', pool1)
    await add('conv', c3)
    await add('batch', norm2)
    await add('tanh', tanh2)
    await add('avg pool', pool2)
    await addByName('dense', dense1.id)

    // The problem is in the layer's name; Tab goes to what mends it.
    expect(await editor.node(dense1.id).getAttribute('aria-label')).toContain('problem: needs a vector')
    await press('Tab')
    await press('Tab')
    await page.waitForFunction(() => document.activeElement?.textContent === 'Flatten')
    await press('Enter')
    await isOn('flatten_1')
    await editor.gives('flatten_1', '400')

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
    await wire('input', c3.id)
    await editor.said(`input connected to ${c3.id}`)
    await editor.gives(c3.id, '24×24×16')
    // Walked to by arrows, and repaired.
    await press('Home')
    await isOn('input')
    for (const { id } of [c1, norm1, tanh1, pool1]) {
      await press('ArrowDown')
      // Of two ways down the nearer one is taken.
      if (id === c1.id)
        await page.waitForFunction(() => /^conv2d_[12]$/.test(document.activeElement?.getAttribute('data-node') ?? ''))
      if (id === c1.id && !(await editor.node(id).evaluate((node) => node === document.activeElement)))
        await press('ArrowLeft')
      await isOn(id)
    }
    await wire(pool1.id, c3.id)
    await editor.gives(c3.id, c3.gives)

    // Escape ends a wire that was begun.
    await press('Tab')
    await press('Tab')
    await page.locator('.port.aimed').waitFor()
    await press('Escape')
    await editor.said('No wire drawn')

    await press('End')
    await isOn(dense1.id)
    await setByKeys(editor, dense1)
    await add('tanh', tanh3)
    await add('dense', dense2)
    await add('tanh', tanh4)
    await add('dense', dense3)

    // Another name and back, and deleted by mistake.
    await press('F2')
    await page.getByRole('textbox', { name: `Name of ${dense3.id}` }).waitFor()
    await page.keyboard.type('logits')
    await press('Enter')
    await isOn('logits')
    await press('Control+z')
    await editor.node(dense3.id).waitFor()
    await press('End')
    await isOn(dense3.id)
    await press('Delete')
    await editor.node(dense3.id).waitFor({ state: 'detached' })
    await press('Control+z')
    await editor.node(dense3.id).waitFor()
    await editor.saved()
    expectLeNet(folder)
    expect(await editor.node(c1.id).getAttribute('aria-label')).toBe(
      'conv2d_1, Conv 5×5, 6 filters, output 28×28×6, 156 parameters, no problem',
    )

    await press('g')
    await press('t')
    await page.getByRole('heading', { name: 'New run' }).waitFor(waits)
    await tabTo(page, page.getByRole('spinbutton', { name: 'Epochs' }))
    await press('Control+a')
    await page.keyboard.type(String(epochs))
    await press('Enter')
    await press('Control+Enter')
    expect(await accuracyOfRun(page, folder)).toBeGreaterThan(least)
    await inspect('the run that keys began')
  } finally {
    await journey.close()
  }
})

/** The layer's settings in the inspector, by the mouse; then what it gives is waited for. */
async function setByHand(editor: NetworkEditor, layer: LeNetLayer): Promise<void> {
  const inspector = await chosen(editor.page, layer.id)
  for (const [label, value] of Object.entries(layer.settings ?? {})) {
    const field = inspector.getByLabel(label, { exact: true })
    if (typeof value === 'number') {
      await field.fill(String(value))
      await field.press('Enter')
    } else {
      await field.click()
      await editor.page.getByRole('option', { name: value, exact: true }).click()
    }
  }
  await editor.gives(layer.id, layer.gives)
}

/** The same by keys: F6 leads from canvas to inspector, Shift+F6 back. */
async function setByKeys(editor: NetworkEditor, layer: LeNetLayer): Promise<void> {
  const { page } = editor
  const inspector = await chosen(page, layer.id)
  const settings = Object.entries(layer.settings ?? {})
  if (settings.length > 0) await page.keyboard.press('F6')
  for (const [label, value] of settings) {
    await tabTo(page, inspector.getByLabel(label, { exact: true }))
    if (typeof value === 'number') {
      await page.keyboard.press('Control+a')
      await page.keyboard.type(String(value))
      await page.keyboard.press('Enter')
    } else {
      await page.keyboard.press('Enter')
      const option = page.getByRole('option', { name: value, exact: true })
      await option.waitFor()
      // A person sees the list open before typing on, and the line lit before pressing Enter.
      await page.waitForFunction(() => document.activeElement?.closest('[role="listbox"]'))
      await page.keyboard.type(value)
      await expect.poll(() => option.getAttribute('data-highlighted'), waits).not.toBeNull()
      await page.keyboard.press('Enter')
      await option.waitFor({ state: 'detached' })
    }
  }
  await editor.gives(layer.id, layer.gives)
  if (settings.length > 0) {
    await page.keyboard.press('Shift+F6')
    await page.waitForFunction((id) => document.activeElement?.getAttribute('data-node') === id, layer.id)
  }
}

/** The inspector, once it shows that layer. */
async function chosen(page: Page, id: string) {
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await expect.poll(() => inspector.getByLabel('Name', { exact: true }).inputValue(), waits).toBe(id)
  return inspector
}

/** In the middle of the wire between two layers that stand below each other. */
async function between(editor: NetworkEditor, from: string, to: string): Promise<{ x: number; y: number }> {
  const out = await editor.middle(editor.node(from).locator('[data-port="out"]'))
  const into = await editor.input(to)
  return { x: (out.x + into.x) / 2, y: (out.y + into.y) / 2 }
}
