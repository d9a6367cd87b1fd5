import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { LiveRun } from '../../shared/contract/studio/runs'
import { until } from '../studio/testHost'
import { writeSmallProject } from '../terminal/smallProject'
import { letIn, openWindow, startServe } from './serveProcess'

/** Seconds of training before windows, and with them; `npm run soak` takes minutes, and then holds the speed too. */
const seconds = Number(process.env.LAYERLOOM_SLOW_SECONDS ?? 4)
const isLong = seconds >= 60

const mib = 2 ** 20
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** One dense layer on 12x12 pictures: as many steps a second as there can be. */
const tinyNetwork = {
  layers: [
    { id: 'input', type: 'input', config: { shape: [12, 12, 1] }, inputs: [] },
    { id: 'flat', type: 'flatten', config: {}, inputs: ['input'] },
    { id: 'dense', type: 'dense', config: { units: 4 }, inputs: ['flat'] },
  ],
}

test(
  `a slow window costs neither memory nor steps, and in the end knows every one (${seconds} s)`,
  async () => {
    const server = await startServe()
    const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) * 1024
    const cookie = await letIn(server.url)
    const { client } = await openWindow(server.address, cookie)
    const folder = writeSmallProject(path.join(server.root, 'fast'), {
      network: tinyNetwork,
      training: { epochs: 1_000_000, batchSize: 16, checkpoint: { everySeconds: 3600 } },
    })
    const { id: project } = await client.projects.open({ folder })
    const { run } = await client.runs.start({ project, device: 'cpu' })
    const reference = { project, run }
    const step = async () => (await client.runs.list({ project }))[0]?.step ?? 0
    await until(client.runs.watch(reference), ({ summary }) => summary.step > 100)

    const rateOver = async (ms: number) => {
      const [from, at] = [await step(), performance.now()]
      await sleep(ms)
      return ((await step()) - from) / ((performance.now() - at) / 1000)
    }
    const alone = await rateOver(seconds * 500)
    const before = memory()
    // Three that take an item a second, one that reads nothing at all.
    const slow = await Promise.all([1, 2, 3].map(() => openWindow(server.address, cookie)))
    let isOver = false
    const readers = slow.map(({ client: window }) => {
      const items: LiveRun[] = []
      const reading = (async () => {
        for await (const item of window.runs.watch(reference)) {
          items.push(item)
          if (item.summary.state === 'stopped') return
          if (!isOver) await sleep(1000)
        }
      })()
      return { items, reading }
    })
    const deaf = await openWindow(server.address, cookie)
    void until(deaf.client.runs.watch(reference), () => false).catch(() => undefined)
    await sleep(200)
    deaf.socket.pause()

    let most = 0
    const rates: number[] = []
    for (let n = 0; n < 10; n++) {
      rates.push(await rateOver((seconds * 1000) / 10))
      most = Math.max(most, memory() - before)
    }
    const watched = rates.reduce((sum, rate) => sum + rate, 0) / rates.length
    isOver = true
    await client.runs.stop(reference)
    await Promise.all(readers.map(({ reading }) => reading))

    const { summary } = await until(client.runs.watch(reference), ({ summary: { state } }) => state === 'stopped')
    for (const { items } of readers) {
      const whole = items.map(({ isWhole }) => isWhole).lastIndexOf(true)
      const points = items.slice(whole).flatMap((item) => item.points)
      expect(points.reduce((sum, { steps }) => sum + steps, 0)).toBe(summary.step)
      expect(points.at(-1)?.step).toBe(summary.step)
      // An item a second, and what waited in front of it.
      expect(items.length).toBeLessThan(2 * seconds + 40)
    }
    const curve = await client.runs.curve(reference)
    expect(curve.points.length).toBeGreaterThan(0)
    const figures = `${Math.round(alone)} steps/s alone, ${Math.round(watched)} watched, memory +${(most / mib).toFixed(1)} MiB, ${summary.step} steps`
    process.stdout.write(`slow window: ${figures}\n`)
    expect(most, figures).toBeLessThan(50e6)
    if (isLong) expect(watched, figures).toBeGreaterThan(0.95 * alone)
    deaf.socket.terminate()
    await server.end()
  },
  (seconds * 3 + 120) * 1000,
)
