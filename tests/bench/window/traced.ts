import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { BenchWindow } from './benchWindow'

const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'disabled-by-default-v8.cpu_profiler']
let count = 0

/** Does something; with LAYERLOOM_TRACES=FOLDER a trace of it is left there, to be opened in the browser's own tools. */
export async function traced<T>({ page }: BenchWindow, name: string, work: () => Promise<T>): Promise<T> {
  const folder = process.env.LAYERLOOM_TRACES
  const browser = page.context().browser()
  if (!folder || !browser) return work()
  mkdirSync(folder, { recursive: true })
  await browser.startTracing(page, { path: path.join(folder, `${++count}-${name}.json`), categories })
  try {
    return await work()
  } finally {
    await browser.stopTracing()
  }
}
