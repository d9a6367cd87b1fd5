import type { Page } from 'playwright-core'
import { addressOf } from '../../../shared/contract/windowPlace'
import { settled, show } from '../../window/openedWindow'
import { type BenchWindow, mainThreadSeconds } from './benchWindow'
import { type FrameFigures, measured } from './frames'
import { traced } from './traced'

/**
 * Opens a network's model page in a new window that shows home: seconds until its layers stand where they belong, the page's code fetched too, and
 * those that the main thread worked.
 */
export async function openSeconds(window: BenchWindow, folder: string): Promise<{ seconds: number; worked: number }> {
  await show(window.page, 'home', folder)
  const before = await mainThreadSeconds(window)
  const seconds = await traced(window, 'open', () => opened(window.page, folder))
  return { seconds, worked: (await mainThreadSeconds(window)) - before }
}

const opened = (page: Page, folder: string): Promise<number> =>
  page.evaluate(
    async (hash) => {
      const begin = performance.now()
      window.location.hash = hash
      const isThere = () => document.querySelector('[data-node]') && !document.querySelector('.laying-out')
      while (!isThere()) await new Promise(requestAnimationFrame)
      // The frame in which they are drawn is part of it.
      await new Promise(requestAnimationFrame)
      await new Promise((resolve) => setTimeout(resolve, 0))
      return (performance.now() - begin) / 1000
    },
    addressOf({ page: 'model', folder, run: undefined }),
  )

/** How the canvas is moved: at each frame one turn of the wheel. */
export type Motion = 'pan' | 'zoom'

/** Frame times while the canvas is moved, at the zoom at which it stands. */
export const moved = (window: BenchWindow, motion: Motion, frames = 240): Promise<FrameFigures> =>
  measured(window, () => turned(window.page, motion, frames))

/** Down and up again; nearer and farther again. */
const turned = (page: Page, motion: Motion, frames: number): Promise<number[]> =>
  page.evaluate(
    async ([how, count]) => {
      const pane = document.querySelector('.react-flow__pane') as HTMLElement
      const box = pane.getBoundingClientRect()
      const turn = (deltaY: number) =>
        pane.dispatchEvent(
          new WheelEvent('wheel', {
            deltaY,
            ctrlKey: how === 'zoom',
            clientX: box.x + box.width / 2,
            clientY: box.y + box.height / 2,
            bubbles: true,
            cancelable: true,
          }),
        )
      const times: number[] = []
      let last = await new Promise(requestAnimationFrame)
      for (let k = 0; k < count; k++) {
        const isBack = k >= count / 2
        // Farther first: there is no more to see from near.
        turn(how === 'zoom' ? (isBack ? -4 : 4) : isBack ? -60 : 60)
        const now = await new Promise(requestAnimationFrame)
        times.push(now - last)
        last = now
      }
      return times
    },
    [motion, frames] as const,
  )

/** The canvas from so far that all of it is seen. */
export async function showAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show all' }).click()
  await settled(page)
}
