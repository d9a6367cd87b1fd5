import { fork } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readModel } from '../../main/formats/readModel'
import { type JobEvent, jobProtocol } from '../../shared/contract/jobs'
import { writeSmallProject } from '../terminal/smallProject'
import { terminal } from '../terminal/terminalProgram'
import { onlyRun } from './killedRun'

let folder: string
let run: string
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-kill-export-'))
  const project = writeSmallProject(path.join(folder, 'project'), { training: { epochs: 1 } })
  expect((await terminal(['train', project])).status).toBe(0)
  run = onlyRun(project)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs an export and kills it so many milliseconds after an event of that kind; says whether it was done before. */
function exportKilled(out: string, format: string, after: RegExp, delayMs: number): Promise<'killed' | 'done'> {
  const child = fork(path.resolve(__dirname, '../../out/main/job.cjs'), [], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  let isDone = false
  child.on('message', (event: JobEvent) => {
    if (event.event === 'ready') {
      const engine = { intraOpThreads: 1, interOpThreads: 1, oneDnn: true, device: 'cpu' as const }
      const task = {
        task: 'export',
        engine,
        gpuRequired: false,
        runFolder: run,
        checkpoint: 'best',
        format,
        options: {},
        out,
        overwrite: true,
        layerloom: 'test',
      }
      child.send({ command: 'start', protocol: jobProtocol, task })
    }
    if (event.event === 'finished') isDone = true
    if (event.event === 'working' && after.test(event.what)) setTimeout(() => child.kill('SIGKILL'), delayMs)
  })
  return new Promise((resolve) => child.on('exit', () => resolve(isDone ? 'done' : 'killed')))
}

test.each([
  ['keras', 'model.keras'],
  ['tfjs', 'model'],
])(
  'an export to %s that is killed leaves nothing or a whole model under its name',
  { timeout: 120_000 },
  async (format, name) => {
    const here = path.join(folder, format)
    mkdirSync(here)
    const out = path.join(here, name)
    let killed = 0
    for (const [after, delayMs] of [
      [/running the run/, 0],
      [/^writing/, 0],
      [/^writing/, 3],
      [/^loading the file/, 0],
      [/^loading the file/, 60],
      [/^loading the file/, 150],
    ] as const) {
      if ((await exportKilled(out, format, after, delayMs)) === 'killed') killed++
      if (!existsSync(out)) continue
      const { model } = await readModel(out)
      for (const weight of model.weights.shapes.keys()) await model.weights.read(weight)
    }
    expect(killed).toBeGreaterThan(2)
    const done = await terminal(['export', run, '--format', format, '--out', out, '--overwrite'])
    expect(done.status).toBe(0)
    // What the killed ones had begun is gone.
    expect(readdirSync(here).filter((one) => one.startsWith('.tmp'))).toEqual([])
    expect((await readModel(out)).format).toBe(format)
  },
)
