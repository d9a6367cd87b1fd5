import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expandBlocks } from '../../shared/model/blocks'
import { zooNetwork } from '../../shared/zoo'
import { NetworkEditor } from '../e2e/networkEditor'
import { openWindows, show } from './openedWindow'

const waits = { timeout: 120_000 }

/** The middle of the `n`-th mark of a family in the picture of a network from afar, on the screen. */
const markAt = (page: Page, n: number): Promise<{ x: number; y: number }> =>
  page.evaluate((place) => {
    const path = document.querySelector<SVGPathElement>('.far-mark.f-convolution')
    const [, x = 0, y = 0, width = 0, height = 0] =
      /^(\S+) (\S+)h(\S+)v(\S+)h/.exec(path?.getAttribute('d')?.split('M')[place + 1] ?? '')?.map(Number) ?? []
    const at = new DOMPoint(x + width / 2, y + height / 2).matrixTransform(path?.getScreenCTM() as DOMMatrix)
    return { x: at.x, y: at.y }
  }, n)

/** A point on a wire of that picture, in the middle of the canvas as far as there is one, on the screen. */
const wireInView = (page: Page): Promise<{ x: number; y: number }> =>
  page.evaluate(() => {
    const path = document.querySelector<SVGPathElement>('.far-wires') as SVGPathElement
    const box = (document.querySelector('.canvas-root') as HTMLElement).getBoundingClientRect()
    const points = (path.getAttribute('d') ?? '').split('M').flatMap((wire) => {
      const numbers = wire.match(/-?[\d.]+/g)?.map(Number) ?? []
      if (numbers.length < 4) return []
      const [x1, y1] = numbers as [number, number]
      const [x2, y2] = numbers.slice(-2) as [number, number]
      const at = new DOMPoint((x1 + x2) / 2, (y1 + y2) / 2).matrixTransform(path.getScreenCTM() as DOMMatrix)
      return [{ x: at.x, y: at.y }]
    })
    const far = ({ x, y }: { x: number; y: number }) =>
      Math.hypot(x - box.x - box.width / 2, y - box.y - box.height / 2)
    return points.sort((a, b) => far(a) - far(b))[0] as { x: number; y: number }
  })

test('a network of hundreds of layers: few of them are drawn near, from afar it is one picture in which layers can be chosen', {
  timeout: 400_000,
}, async ({ skip }) => {
  const windows = await openWindows()
  if (typeof windows === 'string') return skip(windows)
  try {
    const { build, published } = zooNetwork('resnet-101')
    const network = expandBlocks(build(published))
    expect(network.layers.length).toBeGreaterThan(300)
    const folder = path.join(windows.root, 'long')
    mkdirSync(folder)
    const data = { source: 'sample:digits' }
    const project = { format: 'layerloom-project', version: 1, name: 'long', data, network, training: {} }
    writeFileSync(path.join(folder, 'project.json'), JSON.stringify(project))
    const { page, faults, close } = await windows.open()
    await show(page, 'model', folder)
    const nodes = page.locator('.canvas-root [data-node]')
    await nodes.first().waitFor(waits)
    await page.locator('.laying-out').waitFor({ state: 'detached', ...waits })
    expect(await nodes.count()).toBeLessThan(100)

    // The overview leads to the end of the network.
    const overview = await page.getByRole('img', { name: 'Overview of the network' }).boundingBox()
    if (!overview) throw new Error('there is no overview')
    await page.mouse.click(overview.x + overview.width / 2, overview.y + overview.height - 6)
    const last = network.layers.at(-1)?.id
    await page.locator(`[data-node="${last}"]`).waitFor(waits)

    await page.getByRole('button', { name: 'Show all' }).click()
    await page.locator('.canvas-root[data-picture=true] .far-mark').first().waitFor(waits)
    await expect.poll(() => nodes.count(), waits).toBeLessThan(10)

    // A click chooses the layer under it, and the keyboard is on it.
    const second = network.layers.filter(({ type }) => type === 'conv2d')[1]?.id
    const { x, y } = await markAt(page, 1)
    await page.mouse.click(x, y)
    await page.locator(`[data-node="${second}"].selected:focus`).waitFor(waits)

    // A box chooses all that it touches.
    const [from, to] = [await markAt(page, 0), await markAt(page, 20)]
    await page.mouse.move(from.x - 40, from.y - 1)
    await page.mouse.down()
    await page.mouse.move(to.x, to.y, { steps: 5 })
    await page.mouse.up()
    await expect.poll(() => page.locator('[data-node].selected').count(), waits).toBeGreaterThan(20)
    expect(await page.locator('[data-node].selected').count()).toBeLessThan(150)

    // A layer that is dropped on a wire goes into it, as it does near.
    await page.keyboard.press('Escape')
    const editor = new NetworkEditor(page)
    await editor.drag('dropout', await wireInView(page), { holds: true })
    await page.locator('.far-wires.drop').waitFor({ state: 'attached', ...waits })
    await page.mouse.up()
    await page.locator('[data-node="dropout_1"]').waitFor(waits)
    await editor.saved()
    const { network: saved } = JSON.parse(readFileSync(path.join(folder, 'project.json'), 'utf8')) as typeof project
    const dropped = saved.layers.find(({ id }) => id === 'dropout_1')
    const [taker, ...others] = saved.layers.filter(({ inputs }) => inputs.includes('dropout_1'))
    expect(others).toEqual([])
    const before = network.layers.find(({ id }) => id === taker?.id)?.inputs
    expect(taker?.inputs.map((id) => (id === 'dropout_1' ? dropped?.inputs[0] : id))).toEqual(before)
    expect(faults).toEqual([])
    await close()
  } finally {
    await windows.close()
  }
})
