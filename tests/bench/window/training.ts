import type { Page } from 'playwright-core'
import type { Network } from '../../../shared/model/network'
import { networkOf } from '../../engine/networks'
import { type OpenedWindows, show } from '../../window/openedWindow'
import { type BenchWindow, benchWindow, closed, heapBytes, trainingProject } from './benchWindow'
import { type FrameFigures, frameTimes, measured } from './frames'

/** Starts a run as a person does, and waits until it trains. */
async function started(windows: OpenedWindows, name: string, network?: Network): Promise<BenchWindow> {
  const folder = trainingProject(windows, name, network)
  const window = await benchWindow(windows)
  const { page } = window
  await show(page, 'train', folder)
  await page.getByRole('main').getByRole('button', { name: 'Train', exact: true }).click()
  await page.locator('[data-testid=state]', { hasText: /^training$/ }).waitFor()
  return window
}

async function ended(window: BenchWindow): Promise<void> {
  const { page } = window
  await page.getByRole('main').getByRole('button', { name: 'Stop', exact: true }).click()
  await page.locator('[data-testid=state]', { hasText: /^stopped$/ }).waitFor()
  await closed(window)
}

const stepOf = async (page: Page): Promise<number> =>
  Number((await page.getByTestId('step').textContent())?.replace(/\D/g, ''))

/** What a window held when it had been watched for so long. */
export interface Held {
  readonly seconds: number
  readonly heapMb: number
  readonly nodes: number
}

/** Between two looks at what the window holds. */
const lookSeconds = 60

/** Frames of the Train page while a small network trains before it; of a long run, what the window holds each minute. */
export async function streamed(
  windows: OpenedWindows,
  seconds: number,
): Promise<{ figures: FrameFigures; stepsPerSecond: number; held: readonly Held[] }> {
  const window = await started(windows, 'stream')
  const { page, cdp } = window
  // The first epoch is over: all parts of the page show something.
  await page.getByTestId('key-validation').first().waitFor()
  const [begin, from] = [performance.now(), await stepOf(page)]
  const held: Held[] = []
  const look = async (after: number) => {
    const bytes = await heapBytes(cdp)
    held.push({ seconds: after, heapMb: bytes / 2 ** 20, nodes: await page.locator('*').count() })
  }
  const figures = await measured(window, async () => {
    const times: number[] = []
    for (let watched = 0; watched < seconds; watched += lookSeconds) {
      await look(watched)
      times.push(...(await frameTimes(page, Math.min(lookSeconds, seconds - watched) * 1000)))
    }
    await look(seconds)
    return times
  })
  const stepsPerSecond = (1000 * ((await stepOf(page)) - from)) / (performance.now() - begin)
  await ended(window)
  return { figures, stepsPerSecond, held }
}

export interface Growth {
  readonly samples: readonly { readonly step: number; readonly heapMb: number; readonly nodes: number }[]
  readonly seconds: number
}

/** What a window's heap holds, and how many elements its page has, while it shows a run of very many steps. */
export async function grown(windows: OpenedWindows, steps: number): Promise<Growth> {
  const tiny = networkOf(
    ['input', 'input', { shape: [12, 12, 1] }],
    ['flat', 'flatten'],
    ['dense', 'dense', { units: 4 }],
  )
  const begin = performance.now()
  const window = await started(windows, 'memory', tiny)
  const { page, cdp } = window
  const samples: { step: number; heapMb: number; nodes: number }[] = []
  const each = steps / 10
  for (let k = 1; k <= 10; k++) {
    while ((await stepOf(page)) < k * each) await page.waitForTimeout(500)
    const [step, bytes] = [await stepOf(page), await heapBytes(cdp)]
    samples.push({ step, heapMb: bytes / 2 ** 20, nodes: await page.locator('*').count() })
  }
  await ended(window)
  return { samples, seconds: (performance.now() - begin) / 1000 }
}
