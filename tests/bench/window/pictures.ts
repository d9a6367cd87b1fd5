import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { networkOf } from '../../engine/networks'
import { writeSmallProject } from '../../terminal/smallProject'
import { type OpenedWindows, show } from '../../window/openedWindow'
import { benchWindow, closed } from './benchWindow'
import { type FrameFigures, measured } from './frames'

export interface PicturesFigures {
  readonly scannedSeconds: number
  readonly wheel: FrameFigures
  readonly bar: FrameFigures
}

/** A large folder on the Data page: as a wheel turns, and as the bar is pulled through all of it. */
export async function picturesScrolled(windows: OpenedWindows, pictures: string): Promise<PicturesFigures> {
  const source = path.resolve(pictures)
  if (!existsSync(source)) throw new Error(`${source} is not there; node tests/data/make.mjs jpegs ${pictures}`)
  const folder = path.join(windows.root, `scroll-${process.pid}`)
  mkdirSync(folder)
  const network = networkOf(
    ['input', 'input', { shape: [32, 32, 3] }],
    ['flat', 'flatten'],
    ['dense', 'dense', { units: 1000 }],
  )
  writeSmallProject(folder, { network, data: { source } })
  const window = await benchWindow(windows)
  const { page } = window
  const begin = performance.now()
  await show(page, 'data', folder)
  await page.locator('.picture-grid canvas').first().waitFor()
  const scannedSeconds = (performance.now() - begin) / 1000
  const scrolled = (pixels: number | 'all', count: number) =>
    measured(window, () =>
      page.evaluate(
        async ([step, frames]) => {
          const grid = document.querySelector('.picture-grid') as HTMLElement
          const by = step === 'all' ? Math.floor(grid.scrollHeight / frames) : step
          const times: number[] = []
          let last = await new Promise(requestAnimationFrame)
          for (let k = 0; k < frames; k++) {
            grid.scrollTop += by
            const now = await new Promise(requestAnimationFrame)
            times.push(now - last)
            last = now
          }
          return times
        },
        [pixels, count] as const,
      ),
    )
  const wheel = await scrolled(40, 300)
  const bar = await scrolled('all', 250)
  await closed(window)
  return { scannedSeconds, wheel, bar }
}
