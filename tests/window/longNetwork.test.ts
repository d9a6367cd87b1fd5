import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expandBlocks } from '../../shared/model/blocks'
import { zooNetwork } from '../../shared/zoo'
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
    expect(faults).toEqual([])
    await close()
  } finally {
    await windows.close()
  }
})
