import type { Page } from 'playwright-core'
import { NetworkEditor } from '../../e2e/networkEditor'
import { type BenchWindow, mainThreadSeconds } from './benchWindow'
import { traced } from './traced'

/** What a drop took, in milliseconds. */
export interface Drop {
  /** Until its shape has been drawn: the page's own clock, from the moment at which the browser was told of the pointer. */
  readonly passed: number
  /** Processor time of the page's main thread meanwhile. */
  readonly worked: number
}

/**
 * Lets `count` layers go on wires of the canvas. The wires are those that leave the nodes after `input`, which lie in view when a network is opened.
 */
export async function dropTimes(window: BenchWindow, offer: string, type: string, count: number): Promise<Drop[]> {
  const { page } = window
  const editor = new NetworkEditor(page)
  const drops: Drop[] = []
  for (let k = 0; k < count; k++) {
    await editor.settled()
    const place = await wirePlace(page)
    await page.evaluate(watchDrop, type)
    await editor.drag(offer, place, { holds: true })
    const before = await mainThreadSeconds(window)
    const passed = await traced(window, `drop-${type}`, async () => {
      await page.mouse.up()
      return page.evaluate(() => (globalThis as unknown as { dropped: Promise<number> }).dropped)
    })
    drops.push({ passed, worked: 1000 * ((await mainThreadSeconds(window)) - before) })
  }
  return drops
}

/** A point on a wire that is in view and under nothing else. */
const wirePlace = (page: Page): Promise<{ x: number; y: number }> =>
  page.evaluate(() => {
    const canvas = (document.querySelector('.canvas-root') as HTMLElement).getBoundingClientRect()
    for (const path of document.querySelectorAll<SVGPathElement>('.react-flow__edge .wire')) {
      const middle = path.getPointAtLength(path.getTotalLength() / 2)
      const { x, y } = new DOMPoint(middle.x, middle.y).matrixTransform(path.getScreenCTM() as DOMMatrix)
      const isInside = x > canvas.left + 40 && x < canvas.right - 40 && y > canvas.top + 60 && y < canvas.bottom - 60
      if (isInside && document.elementFromPoint(x, y)?.closest('.react-flow__edge')) return { x, y }
    }
    throw new Error('no wire is in view')
  })

/** In the page: `window.dropped` is what the next drop takes. */
const watchDrop = (type: string): void => {
  const known = new Set([...document.querySelectorAll('[data-node]')].map((node) => node.getAttribute('data-node')))
  const shape = /\d+×\d+|^\d+$/
  const isShown = () =>
    [...document.querySelectorAll('[data-node]')].some((node) => {
      const id = node.getAttribute('data-node')
      const text = node.querySelector('.figures, .body p')?.textContent ?? ''
      return id !== null && !known.has(id) && id.startsWith(type) && shape.test(text)
    })
  Object.assign(window, {
    dropped: new Promise<number>((resolve) => {
      window.addEventListener(
        'drop',
        ({ timeStamp }) => {
          const look = () => {
            if (!isShown()) return requestAnimationFrame(look)
            // Behind the frame in which it is drawn.
            setTimeout(() => resolve(performance.now() - timeStamp), 0)
          }
          requestAnimationFrame(look)
        },
        { capture: true, once: true },
      )
    }),
  })
}
