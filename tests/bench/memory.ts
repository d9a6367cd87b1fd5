import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Session } from '../../main/engine/session'
import { trainingMemory } from '../../shared/inspection/trainingMemory'
import { inferNetwork } from '../../shared/model/infer'
import { compileTraining } from '../../shared/training/compileTraining'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { zooNetwork } from '../../shared/zoo'

const usage = `npm run bench -- memory [NETWORK:BATCH...]   the estimated peak of training next to what the process grew by (Linux)
  Without names: eight networks of different kinds.
`

const usual = [
  'deep-digits-bn:100',
  'resnet-20:128',
  'resnet-50:16',
  'densenet-121:16',
  'vgg-16:8',
  'mobilenet-v2:32',
  'resnet-18:32',
  'googlenet-bn:16',
]
const optimizers = ['sgd', 'adam'] as const
/** The estimate is to be within this part of the measurement. */
const allowed = 0.25
const steps = 4

interface Measured {
  readonly estimate: number
  readonly measured: number
}

/** In a process of its own: what is resident at most while it trains, less what was before the session opened. */
async function measure(name: string, batch: number, optimizer: string): Promise<Measured> {
  const { build, published } = zooNetwork(name)
  const configuration = TrainingConfiguration.parse({ optimizer: { name: optimizer } })
  // The engine itself, its threads and its tables.
  await train('lenet-5', 1, configuration)
  const before = resident('VmRSS')
  writeFileSync('/proc/self/clear_refs', '5')
  await train(name, batch, configuration)
  const measured = resident('VmHWM') - before
  const { peakBytes } = trainingMemory(inferNetwork(build(published)), configuration, batch)
  return { estimate: peakBytes, measured }
}

async function train(name: string, batch: number, configuration: TrainingConfiguration): Promise<void> {
  const { build, published } = zooNetwork(name)
  const { classes, input } = published
  const network = inferNetwork(build(published))
  const program = compileTraining({ network, classes, normalization: { kind: '0-1' }, configuration })
  const session = await Session.open(program)
  const images = new Uint8Array(batch * input[0] * input[1] * input[2])
  const knobs = new Float32Array(program.knobs.length)
  const feeds = { images, labels: new Int32Array(batch), rate: 1e-5, ...(knobs.length > 0 && { knobs }) }
  for (let k = 0; k < steps; k++) session.call('train', feeds)
  session.close()
}

/** Bytes of a line of /proc/self/status. */
function resident(line: 'VmRSS' | 'VmHWM'): number {
  const found = new RegExp(`^${line}:\\s+(\\d+) kB$`, 'm').exec(readFileSync('/proc/self/status', 'utf8'))
  if (!found) throw new Error(`/proc/self/status has no ${line}`)
  return Number(found[1]) * 1024
}

function main(subjects: readonly string[]): boolean {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0)
  const line = (cells: readonly string[]) =>
    cells.map((cell, k) => (k === 0 ? cell.padEnd(26) : cell.padStart(13))).join('')
  process.stdout.write(`${line(['network', 'estimate MB', 'measured MB', 'ratio'])}\n`)
  const ratios = subjects.flatMap((subject) =>
    optimizers.map((optimizer) => {
      const [name, batch = '32'] = subject.split(':')
      const answer = execFileSync(process.execPath, [__filename, '--one', `${name}:${batch}:${optimizer}`], {
        stdio: ['ignore', 'pipe', 'ignore'],
        encoding: 'utf8',
      })
      const { estimate, measured } = JSON.parse(answer) as Measured
      process.stdout.write(
        `${line([`${name}, ${batch}, ${optimizer}`, megabytes(estimate), megabytes(measured), (estimate / measured).toFixed(2)])}\n`,
      )
      return estimate / measured
    }),
  )
  const off = ratios.filter((ratio) => Math.abs(ratio - 1) > allowed).length
  process.stdout.write(
    off === 0 ? 'every estimate is within 25 %\n' : `${off} of ${ratios.length} estimates are off by more than 25 %\n`,
  )
  return off === 0
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { one: { type: 'string' }, help: { type: 'boolean', default: false } },
})
if (values.help) process.stdout.write(usage)
else if (values.one === undefined) process.exitCode = main(positionals.length > 0 ? positionals : usual) ? 0 : 1
else {
  const [name = '', batch = '', optimizer = ''] = values.one.split(':')
  measure(name, Number(batch), optimizer).then(
    (measured) => process.stdout.write(`${JSON.stringify(measured)}\n`),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
      process.exitCode = 1
    },
  )
}
