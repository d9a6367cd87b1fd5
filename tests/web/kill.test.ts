import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { randomFrom } from '../../main/disk/testing/randomFrom'
import { projectRecord } from '../../shared/records/project'
import { parseRecord } from '../../shared/records/record'
import { isRunning } from '../reliability/childProcesses'
import { newestWeights } from '../reliability/killedRun'
import { until } from '../studio/testHost'
import { writeSmallProject } from '../terminal/smallProject'
import { letIn, openWindow, type ServeProcess, startServe, temporaryFolder } from './serveProcess'

/** Five in the suite, more in `npm run soak`. */
const kills = Number(process.env.LAYERLOOM_SERVER_KILLS ?? 5)
const seed = Number(process.env.LAYERLOOM_SEED ?? 1)

test(
  `${kills} SIGKILLs of the web server at random moments: the run is recovered, no orphan, no leftover, the project whole`,
  async () => {
    const random = randomFrom(seed)
    const [root, workspace] = [temporaryFolder('root'), temporaryFolder('workspace')]
    const folder = writeSmallProject(path.join(root, 'killed'), {
      training: { epochs: 5000, checkpoint: { everySteps: 40 } },
    })
    const jobs: number[] = []
    let run: string | undefined
    let furthest = 0
    for (let n = 0; n <= kills; n++) {
      const server = await startServe({ root, workspace })
      const { client } = await openWindow(server.address, await letIn(server.url))
      const state = await client.projects.open({ folder })
      // Autosave is under way in every round.
      const saving = client.projects
        .save({ id: state.id, revision: state.revision, project: { ...state.project, name: `round ${n}` } })
        .catch(() => undefined)
      const [known] = await client.runs.list({ project: state.id })
      if (run !== undefined) {
        expect(known).toMatchObject({ run, canResume: true })
        expect(['stopped', 'interrupted']).toContain(known?.state)
        // What was on the disk before the kill is there.
        expect(newestWeights(path.join(folder, 'runs', run)).step).toBeGreaterThanOrEqual(furthest)
        furthest = newestWeights(path.join(folder, 'runs', run)).step
      }
      const reference = { project: state.id, run: known?.run ?? '' }
      if (known) await client.runs.resume({ ...reference, device: 'cpu' })
      else reference.run = (await client.runs.start({ project: state.id, device: 'cpu' })).run
      const started = await until(client.runs.watch(reference), ({ summary }) => summary.process !== undefined)
      jobs.push(started.summary.process as number)
      if (n === kills) {
        await until(client.runs.watch(reference), ({ summary }) => summary.state === 'training')
        await client.runs.stop(reference)
        await until(client.runs.watch(reference), ({ summary }) => summary.state === 'stopped')
        await saving
        expect(await server.end()).toBe(143)
        run = reference.run
        break
      }
      // Once in a while before its first step.
      if (random(10) > 1 || run === undefined) {
        await until(client.runs.watch(reference), ({ safeStep }) => safeStep !== undefined && safeStep > furthest)
        run = reference.run
      }
      await new Promise((resolve) => setTimeout(resolve, random(700)))
      await kill(server, jobs)
    }
    const { project } = {
      project: parseRecord(projectRecord, readFileSync(path.join(folder, 'project.json'), 'utf8'), ''),
    }
    expect(project.name).toMatch(/^round \d+$/)
    expect(leftovers(root)).toEqual([])
    expect(leftovers(workspace)).toEqual([])
    expect(jobs.filter(isRunning)).toEqual([])
  },
  (kills + 5) * 60_000,
)

async function kill(server: ServeProcess, jobs: readonly number[]): Promise<void> {
  expect(await server.end('SIGKILL')).toBe(null)
  // A job that is loading TensorFlow just then hears of it when that is done: on a busy machine after some seconds.
  const until = Date.now() + 15_000
  while (jobs.some(isRunning) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(jobs.filter(isRunning), 'orphans fifteen seconds after the kill').toEqual([])
}

/** Temporary files and locks, wherever they lie. */
function leftovers(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name)
    if (/^\.(tmp|lock)-/.test(entry.name)) return [place]
    return entry.isDirectory() ? leftovers(place) : []
  })
}
