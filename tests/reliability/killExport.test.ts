import { fork } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readBudget } from '../../main/formats/importedModel'
import { readModel } from '../../main/formats/readModel'
import { openWeightFile } from '../../main/formats/safetensors/weightFile'
import type { WeightSource } from '../../main/formats/weightSource'
import { type JobEvent, jobProtocol } from '../../shared/contract/jobs'
import { exportFormats, type FormatDescription } from '../../shared/formats/exportFormats'
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
}, 240_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type End = { readonly isDone: boolean; readonly problem?: string | undefined }
type Blow = 'kill' | 'stop'

/** Runs an export and kills or stops it so many milliseconds after an event of that kind; says what became of it. */
function exportStruck(out: string, format: string, blow: Blow, after: RegExp, delayMs: number): Promise<End> {
  const child = fork(path.resolve(__dirname, '../../out/main/job.cjs'), [], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  let end: End = { isDone: false }
  let isStruck = false
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
    if (event.event === 'finished') end = { isDone: true }
    if (event.event === 'failed') end = { isDone: false, problem: event.problem.code }
    if (event.event !== 'working' || !after.test(event.what) || isStruck) return
    isStruck = true
    if (blow === 'stop') child.send({ command: 'stop', now: true })
    else setTimeout(() => child.kill('SIGKILL'), delayMs)
  })
  return new Promise((resolve) => child.on('exit', () => resolve(end)))
}

/** Reads all that stands there, and throws if it is not whole. */
async function readWhole(format: FormatDescription['id'], out: string): Promise<void> {
  const all = async (weights: WeightSource) => {
    for (const name of weights.shapes.keys()) await weights.read(name)
  }
  if (format === 'web') expect(readFileSync(path.join(out, 'model.js'), 'utf8')).toMatch(/\]\};\n$/)
  else if (format === 'pytorch')
    await all((await openWeightFile(path.join(out, 'model.safetensors'), readBudget)).weights)
  else await all((await readModel(out)).model.weights)
}

const temporaries = (place: string) => readdirSync(place).filter((one) => one.startsWith('.tmp'))

test.each(exportFormats.map((format) => [format.id, format] as const))(
  'an export to %s that is killed or stopped leaves nothing or a whole model under its name',
  { timeout: 240_000 },
  async (id, { kind, extensions }) => {
    const here = path.join(folder, id)
    mkdirSync(here)
    const out = path.join(here, kind === 'file' ? `model${extensions[0]}` : 'model')
    let killed = 0
    for (const [after, delayMs] of [
      [/^writing/, 0],
      [/^loading the file/, 30],
    ] as const) {
      if (!(await exportStruck(out, id, 'kill', after, delayMs)).isDone) killed++
      if (existsSync(out)) await readWhole(id, out)
    }
    expect(killed).toBeGreaterThan(0)

    // Stopped, it takes its own leftovers with it, and those of the killed ones went when it began.
    // On a busy machine the word may come when all is done.
    let stopped: End = { isDone: true }
    for (let tries = 0; stopped.isDone && tries < 5; tries++) {
      rmSync(out, { recursive: true, force: true })
      rmSync(`${out}.about`, { recursive: true, force: true })
      stopped = await exportStruck(out, id, 'stop', /^writing/, 0)
    }
    expect(stopped).toEqual({ isDone: false, problem: 'export-stopped' })
    expect(existsSync(out)).toBe(false)
    expect(temporaries(here)).toEqual([])
  },
)
