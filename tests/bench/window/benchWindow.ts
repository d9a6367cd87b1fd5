import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, CDPSession, Page } from 'playwright-core'
import type { Network } from '../../../shared/model/network'
import { writeSmallData, writeSmallProject } from '../../terminal/smallProject'
import type { OpenedWindow, OpenedWindows } from '../../window/openedWindow'

/** A window to be measured. */
export interface BenchWindow extends OpenedWindow {
  readonly cdp: CDPSession
  readonly processes: CDPSession
}

export async function benchWindow(windows: OpenedWindows): Promise<BenchWindow> {
  const opened = await windows.open()
  const { page } = opened
  page.setDefaultTimeout(600_000)
  const browser = page.context().browser() as Browser
  const cdp = await page.context().newCDPSession(page)
  // Of its processor time: what others do on the machine is no cost of ours.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  return { ...opened, cdp, processes: await browser.newBrowserCDPSession() }
}

/** A figure of a page that has shown faults is none. */
export async function closed({ faults, close }: BenchWindow): Promise<void> {
  await close()
  if (faults.length > 0) throw new Error(`the window told of faults: ${faults.join('; ')}`)
}

/** A project of this network, beside pictures of another size: nothing of it is trained. */
export function networkProject(windows: OpenedWindows, name: string, network: Network): string {
  const folder = path.join(windows.root, name)
  mkdirSync(folder, { recursive: true })
  const project = {
    format: 'layerloom-project',
    version: 1,
    name,
    data: { source: 'sample:digits' },
    network,
    training: {},
  }
  writeFileSync(path.join(folder, 'project.json'), JSON.stringify(project))
  return folder
}

/** One that trains for a while: a thousand steps an epoch, as of a data set of some size. */
export function trainingProject(windows: OpenedWindows, name: string, network?: Network): string {
  const folder = writeSmallProject(path.join(windows.root, name), {
    ...(network && { network }),
    training: { epochs: 1000, batchSize: 16 },
  })
  writeSmallData(path.join(folder, 'data'), 20_000)
  return folder
}

/** Bytes of JavaScript's heap that are still reached. */
export async function heapBytes(cdp: CDPSession): Promise<number> {
  for (let k = 0; k < 3; k++) await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return usedSize
}

/** Seconds of processor time that the page's main thread has spent. */
export async function mainThreadSeconds({ cdp }: BenchWindow): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
}

export const nodesOf = (page: Page): Promise<number> => page.locator('[data-node]').count()
