import type { Page } from 'playwright-core'
import type { BenchWindow } from './benchWindow'
import { type FrameFigures, measured } from './frames'

/** Frame times while the pointer carries one node of the canvas, a step a frame. */
export const carried = (window: BenchWindow, frames = 120): Promise<FrameFigures> =>
  measured(window, () => carriedFor(window.page, frames))

const carriedFor = (page: Page, frames: number): Promise<number[]> =>
  page.evaluate(async (count) => {
    const node = [...document.querySelectorAll<HTMLElement>('.react-flow__node')][3]
    if (!node) throw new Error('no node is in view')
    const { x, y, width } = node.getBoundingClientRect()
    const at = (k: number) => ({ clientX: x + width / 2 + 2 * k, clientY: y + 8, bubbles: true, view: window })
    node.dispatchEvent(new MouseEvent('mousedown', at(0)))
    const times: number[] = []
    let last = await new Promise(requestAnimationFrame)
    for (let k = 1; k <= count; k++) {
      // To the right and back.
      window.dispatchEvent(new MouseEvent('mousemove', at(Math.min(k, count - k))))
      const now = await new Promise(requestAnimationFrame)
      times.push(now - last)
      last = now
    }
    if (Math.abs(node.getBoundingClientRect().x - x) > 4 * 2) throw new Error('the node was not carried back')
    window.dispatchEvent(new MouseEvent('mouseup', at(0)))
    return times
  }, frames)
