import { fork } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { safetensors } from '../../main/formats/safetensors/format'
import { weightCount, withWeights } from '../../main/formats/weightSource'
import { type JobEvent, jobProtocol } from '../../shared/contract/jobs'
import { exportFormats } from '../../shared/formats/exportFormats'
import { exportDefaults } from '../../shared/formats/exportOptions'
import { elementCount } from '../../shared/graph/shape'
import { inferNetwork } from '../../shared/model/infer'
import { Network } from '../../shared/model/network'
import { exported } from '../formats/exported'

const usage = `npm run bench -- formats [--megabytes N] [--format F,F]   peak memory of the job that exports, and of the one that imports, a large model (Linux)
  A network of dense layers, 1,024 MB of weights where nothing is said.
`

const engine = { intraOpThreads: 2, interOpThreads: 1, oneDnn: true, device: 'cpu' as const }

/** One dense layer, in MiB. */
const layerMegabytes = 64

/** 4096 x 4096 as often as it takes, on pictures of 16 x 16. */
function largeNetwork(megabytes: number): Network {
  const layers: { id: string; type: string; config: object; inputs?: string[] }[] = [
    { id: 'input', type: 'input', config: { shape: [16, 16, 16] } },
  ]
  const add = (id: string, type: string, config: object = {}) =>
    layers.push({ id, type, config, inputs: [layers.at(-1)?.id as string] })
  add('flatten', 'flatten')
  for (let k = 0; k < Math.max(1, Math.round(megabytes / layerMegabytes)); k++) {
    add(`dense${k}`, 'dense', { units: 4096, bias: false })
    add(`relu${k}`, 'activation', { kind: 'relu' })
  }
  add('head', 'dense', { units: 4 })
  return Network.parse({ name: 'large', layers })
}

/** The network as a file of ours, with weights that keep values near 1; one array in memory at a time. */
async function writeLarge(place: string, megabytes: number): Promise<number> {
  const network = largeNetwork(megabytes)
  const shapes = [...inferNetwork(network).layers.values()].flatMap(({ spec, weights }) =>
    weights.map(({ name, shape }) => [`${spec.id}/${name}`, shape] as const),
  )
  const made = new Map(
    shapes.map(([name, shape], n) => {
      const scale = name.endsWith('kernel') ? Math.sqrt(6 / (shape[0] as number)) : 0
      const make = async () => {
        const values = new Float32Array(elementCount(shape))
        let state = n + 1
        for (let k = 0; k < values.length; k++) {
          state = (Math.imul(state, 1664525) + 1013904223) >>> 0
          values[k] = (state / 2 ** 31 - 1) * scale
        }
        return values
      }
      return [name, { shape, make }] as const
    }),
  )
  const nothing = { shapes: new Map(), read: () => Promise.reject(new Error('there is nothing')) }
  const zeros = new Map(shapes.map(([name, shape]) => [name, { dtype: 'float32', shape, data: new Float32Array(0) }]))
  const model = { ...exported(network, 4, zeros as never), weights: withWeights(nothing, made) }
  await safetensors.write(model, exportDefaults, place, { onProgress: () => {} })
  return weightCount(model.weights) * 4
}

interface Ran {
  readonly peakBytes: number
  readonly seconds: number
  /** How often it told how far it was. */
  readonly told: number
}

/** Runs a job and reads again and again what was resident at most. */
function runJob(task: object): Promise<Ran> {
  const child = fork(path.resolve('out/main/job.cjs'), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const begin = performance.now()
  let [peakBytes, told] = [0, 0]
  let failed: string | undefined = 'it ended early'
  const look = setInterval(() => {
    try {
      const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? []
      peakBytes = Math.max(peakBytes, Number(kilobytes ?? 0) * 1024)
    } catch {
      // It is gone.
    }
  }, 20)
  child.on('message', (event: JobEvent) => {
    if (event.event === 'ready') child.send({ command: 'start', protocol: jobProtocol, task })
    if (event.event === 'working' && event.done !== undefined) told++
    if (event.event === 'finished') failed = undefined
    if (event.event === 'failed') failed = event.problem.message
  })
  return new Promise((resolve, reject) => {
    child.on('exit', () => {
      clearInterval(look)
      if (failed !== undefined) reject(new Error(failed))
      else resolve({ peakBytes, told, seconds: (performance.now() - begin) / 1000 })
    })
  })
}

const importOf = (file: string, out: string) => ({
  task: 'import',
  engine,
  file,
  out,
  values: '0-1',
  layerloom: 'bench',
})

const sizes = (bytes: number, of: number) => `${(bytes / 2 ** 20).toFixed(0)} MB (${(bytes / of).toFixed(2)}x)`
const cells = (ran: Ran | string | undefined, of: number) =>
  ran === undefined
    ? 'not read'
    : typeof ran === 'string'
      ? ran
      : `${sizes(ran.peakBytes, of)}, ${ran.seconds.toFixed(0)} s, told ${ran.told} times`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { megabytes: { type: 'string', default: '1024' }, format: { type: 'string' }, help: { type: 'boolean' } },
  })
  if (values.help || process.platform !== 'linux') return void process.stdout.write(usage)
  if (!existsSync('out/main/job.cjs')) throw new Error('there is no bundle: npm start makes it')
  const folder = mkdtempSync(path.join(process.env.LAYERLOOM_SCRATCH ?? tmpdir(), 'layerloom-large-'))
  const attempt = (task: object) =>
    runJob(task).catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
  try {
    const source = path.join(folder, 'large.safetensors')
    const bytes = await writeLarge(source, Number(values.megabytes))
    process.stdout.write(`${(bytes / 2 ** 20).toFixed(0)} MB of weights\n| format | export | import |\n|---|---|---|\n`)
    const project = path.join(folder, 'project')
    const first = await runJob(importOf(source, project))
    for (const { id, kind, extensions, isRead } of exportFormats) {
      if (values.format && !values.format.split(',').includes(id)) continue
      const out = path.join(folder, kind === 'file' ? `model${extensions[0]}` : id)
      const runFolder = path.join(project, 'runs/imported')
      const wishes = { runFolder, checkpoint: 'latest', format: id, options: {}, overwrite: true }
      const there = await attempt({ task: 'export', engine, gpuRequired: false, out, layerloom: 'bench', ...wishes })
      const isThere = typeof there !== 'string' && isRead
      const again = path.join(folder, `from-${id}`)
      const back = isThere
        ? await attempt(
            importOf(statSync(out).isDirectory() && id === 'tfjs' ? path.join(out, 'model.json') : out, again),
          )
        : undefined
      process.stdout.write(`| ${id} | ${cells(there, bytes)} | ${cells(back, bytes)} |\n`)
      for (const done of [out, `${out}.about`, again]) rmSync(done, { recursive: true, force: true })
    }
    process.stdout.write(`the first import: ${cells(first, bytes)}\n`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  process.exitCode = 1
})
