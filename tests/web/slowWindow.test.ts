import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { LiveRun } from '../../shared/contract/studio/runs'
import { median } from '../bench/median'
import { until } from '../studio/testHost'
import { writeSmallProject } from '../terminal/smallProject'
import { letIn, openWindow, startServe } from './serveProcess'

/** Seconds of training under windows; `npm run soak` takes minutes, and then holds the speed too. */
const seconds = Number(process.env.LAYERLOOM_SLOW_SECONDS ?? 4)
/** Turns without and with windows: a machine's own speed wanders by more in a minute than windows cost. */
const turns = seconds >= 60 ? { pairs: 10, ms: 8_000 } : { pairs: 1, ms: 1_000 }
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
    // Three that take an item a second, one that reads nothing at all.
    const openSlow = async () => {
      let isOver = false
      const slow = await Promise.all([1, 2, 3].map(() => openWindow(server.address, cookie)))
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
      return {
        readers,
        hurry: () => {
          isOver = true
        },
        close: () => {
          deaf.socket.terminate()
          for (const { socket } of slow) socket.terminate()
          return Promise.allSettled(readers.map(({ reading }) => reading))
        },
      }
    }

    const ratios: number[] = []
    for (let pair = 0; pair < turns.pairs; pair++) {
      const alone = await rateOver(turns.ms)
      const windows = await openSlow()
      ratios.push((await rateOver(turns.ms)) / alone)
      await windows.close()
    }
    const part = median(ratios)

    const before = memory()
    const windows = await openSlow()
    let most = 0
    for (let n = 0; n < 10; n++) {
      await sleep((seconds * 1000) / 10)
      most = Math.max(most, memory() - before)
    }
    windows.hurry()
    await client.runs.stop(reference)
    await Promise.all(windows.readers.map(({ reading }) => reading))

    const { summary } = await until(client.runs.watch(reference), ({ summary: { state } }) => state === 'stopped')
    for (const { items } of windows.readers) {
      const whole = items.map(({ isWhole }) => isWhole).lastIndexOf(true)
      const points = items.slice(whole).flatMap((item) => item.points)
      expect(points.reduce((sum, { steps }) => sum + steps, 0)).toBe(summary.step)
      expect(points.at(-1)?.step).toBe(summary.step)
      // An item a second, and what waited in front of it.
      expect(items.length).toBeLessThan(2 * seconds + 40)
    }
    const curve = await client.runs.curve(reference)
    expect(curve.points.length).toBeGreaterThan(0)
    const figures = `watched at ${part.toFixed(3)} of the speed (${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}), memory +${(most / mib).toFixed(1)} MiB, ${summary.step} steps`
    process.stdout.write(`slow window: ${figures}\n`)
    expect(most, figures).toBeLessThan(50e6)
    if (isLong) expect(part, figures).toBeGreaterThan(0.95)
    await windows.close()
    await server.end()
  },
  (seconds * 3 + 360) * 1000,
)
