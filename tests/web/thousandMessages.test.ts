import { cpSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type LiveRun, mostLivePoints, mostNewPoints } from '../../shared/contract/studio/runs'
import { bundleForNode } from '../bundleForNode'
import { writeSmallProject } from '../terminal/smallProject'
import { program } from '../terminal/terminalProgram'
import { letIn, openWindow, startServe, temporaryFolder } from './serveProcess'

/** `npm run soak` takes five minutes. */
const seconds = Number(process.env.LAYERLOOM_SLOW_SECONDS ?? 5)
const total = seconds * 1000
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test(
  `a job of a thousand messages a second for ${seconds} s floods no window, slow or fast, and none loses a step`,
  async () => {
    const out = temporaryFolder('fast')
    for (const part of ['main', 'renderer'])
      cpSync(path.join(path.dirname(program), '..', part), path.join(out, part), { recursive: true })
    cpSync(await bundleForNode(path.join(__dirname, 'testing/fastJob.ts')), path.join(out, 'main/job.cjs'))
    process.env.LAYERLOOM_SLOW_SECONDS = String(seconds)
    const server = await startServe({ bundle: path.join(out, 'main/terminal.cjs') })
    const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) * 1024
    const cookie = await letIn(server.url)
    const windows = await Promise.all(
      [0, 1000].map(async (ms) => ({ ms, ...(await openWindow(server.address, cookie)) })),
    )
    const { client } = windows[0] as (typeof windows)[0]
    const folder = writeSmallProject(path.join(server.root, 'fast'))
    const { id: project } = await client.projects.open({ folder })
    for (const window of windows) if (window.client !== client) await window.client.projects.open({ folder })
    const { run } = await client.runs.start({ project, device: 'cpu' })

    const before = memory()
    let most = 0
    const watching = setInterval(() => {
      most = Math.max(most, memory() - before)
    }, 250)
    let isOver = false
    const seen = await Promise.all(
      windows.map(async ({ client: window, ms }) => {
        const items: LiveRun[] = []
        for await (const item of window.runs.watch({ project, run })) {
          items.push(item)
          if (item.summary.state === 'stopped') break
          // It reads slowly until the fast one has seen the end.
          if (!isOver) await sleep(ms)
        }
        isOver = true
        return items
      }),
    )
    clearInterval(watching)
    for (const items of seen) {
      const whole = items.map(({ isWhole }) => isWhole).lastIndexOf(true)
      const points = items.slice(whole).flatMap((item) => item.points)
      expect(points.reduce((sum, { steps }) => sum + steps, 0)).toBe(total)
      expect(points.at(-1)).toMatchObject({ step: total })
      // A spike is never lost: the first loss is the greatest.
      expect(points.reduce((most, { highest }) => Math.max(most, highest ?? 0), 0)).toBe(1)
      // A window adds at most so many points a second, whatever the job does.
      expect(points.length).toBeLessThan(mostLivePoints + mostNewPoints * (10 * seconds + 30))
      // Ten items a second at most, and what the end adds.
      expect(items.length).toBeLessThan(10 * seconds + 30)
    }
    process.stdout.write(
      `thousand messages: ${seen.map((items) => items.length)} items, memory +${(most / 2 ** 20).toFixed(1)} MiB\n`,
    )
    expect(most).toBeLessThan(50e6)
    await server.end()
  },
  (seconds * 3 + 60) * 1000,
)
