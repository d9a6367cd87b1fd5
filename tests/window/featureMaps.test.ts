import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { networkOf } from '../engine/networks'
import { writeSmallProject } from '../terminal/smallProject'
import { openWindows, show } from './openedWindow'

const waits = { timeout: 60_000 }
const count = 60

/** Layers that the page asked the lab for, a list a question. */
function questionsOf(page: Page): string[][] {
  const questions: string[][] = []
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (typeof payload !== 'string' || !payload.includes('"call":"activations"')) return
      questions.push((JSON.parse(payload) as { input: { layers: string[] } }).input.layers)
    }),
  )
  return questions
}

test('feature maps are worked out for the nodes in view, and for others once they come into it', {
  timeout: 200_000,
}, async ({ skip }) => {
  const windows = await openWindows()
  if (typeof windows === 'string') return skip(windows)
  try {
    const convolutions = Array.from({ length: count }, (_, k): Parameters<typeof networkOf>[number] => [
      `conv${k + 1}`,
      'conv2d',
      { filters: 4, kernel: 3 },
    ])
    const network = networkOf(
      ['input', 'input', { shape: [12, 12, 1] }],
      ...convolutions,
      ['flat', 'flatten'],
      ['dense', 'dense', { units: 4 }],
    )
    const folder = writeSmallProject(path.join(windows.root, 'long'), { network })
    const { page, faults, close } = await windows.open()
    const questions = questionsOf(page)
    await page.reload()
    await page.getByRole('navigation').waitFor()
    await show(page, 'model', folder)
    const maps = (id: string) => page.locator(`[data-node="${id}"] canvas`)
    await maps('conv1').first().waitFor(waits)
    expect(await maps('conv1').count()).toBe(3)
    await page.locator('.preview-chip[aria-busy=false]').waitFor(waits)
    const first = questions.flat()
    expect(first).toContain('conv2')
    expect(first.length).toBeLessThan(count / 2)
    expect(await page.locator(`[data-node="conv${count}"]`).count()).toBe(1)
    expect(await maps(`conv${count}`).count()).toBe(0)

    // Gone to: its maps come, nothing is asked for twice, and what was there stays.
    const overview = await page.getByRole('img', { name: 'Overview of the network' }).boundingBox()
    if (!overview) throw new Error('there is no overview')
    await page.mouse.click(overview.x + overview.width / 2, overview.y + overview.height - 6)
    await maps(`conv${count}`).first().waitFor(waits)
    await page.locator('.preview-chip[aria-busy=false]').waitFor(waits)
    const all = questions.flat()
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBeLessThan(count)
    expect(Math.max(...questions.map((layers) => layers.length))).toBeLessThanOrEqual(16)
    expect(await maps('conv1').count()).toBe(3)

    // From afar nothing can be read, and nothing is asked for.
    const before = questions.length
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.locator('.canvas-root[data-far=true]').waitFor(waits)
    await page.waitForTimeout(1500)
    expect(questions.slice(before).flat()).toEqual([])
    expect(faults).toEqual([])
    await close()
  } finally {
    await windows.close()
  }
})
