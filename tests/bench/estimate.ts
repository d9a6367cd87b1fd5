import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { EstimateResult } from '../../shared/contract/jobs'
import { median } from './median'

const usage = `npm run bench -- estimate [NETWORK:DATA:BATCH...]   what "estimate" says next to what "train" takes
  --epochs N    3; the first one, in which TensorFlow gets ready, is shown and does not count
  --memory SIZE the largest batch in so much is tried as well (1GB)
  --out FILE    where the result goes as JSON (test-output/bench/estimate.json)
  Without names: five networks of different kinds.
`

const usual = [
  'lenet-5:sample:digits:100',
  'deep-digits:sample:digits:100',
  'deep-digits-bn:sample:digits:100',
  'resnet-20:sample:shapes:128',
  'mobilenet-v2:sample:shapes:64',
]
/** The predicted epoch is to be within this part of a real one. */
const allowed = 0.2

interface Compared {
  readonly network: string
  readonly predictedSeconds: number
  readonly uncertainty: number | null
  /** Of each epoch. */
  readonly realSeconds: readonly number[]
  /** Predicted by the median of the epochs behind the first. */
  readonly ratio: number
  /** The largest batch in the memory that was allowed, and what a dry run with it grew by, as a part of that. */
  readonly largestBatch: number
  readonly limitedBy: string
  readonly filled: number | null
}

/** A copy of the built program, which somebody may build anew meanwhile. */
const program = path.join(__dirname, 'program')

/** A command of it; what it answers, line by line. */
function ask(words: readonly string[]): unknown[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(program, 'terminal.cjs'), ...words, '--json'],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  if (status !== 0) throw new Error(`${words.join(' ')}: status ${status}\n${stdout}${stderr}`)
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

function estimate(project: string, batch: string, memory: string): EstimateResult {
  const [answer] = ask(['estimate', project, '--batch-size', batch, '--memory', memory])
  return EstimateResult.parse({ task: 'estimate', ...(answer as object) })
}

function compare(folder: string, subject: string, { epochs, memory }: { epochs: string; memory: string }): Compared {
  const [network, kind, name, batch] = subject.split(':') as [string, string, string, string]
  const project = path.join(folder, network)
  ask(['new', project, '--network', network, '--data', `${kind}:${name}`])
  const before = estimate(project, batch, memory)
  const events = ask(['train', project, '--epochs', epochs, '--batch-size', batch]) as {
    event: string
    seconds: number
  }[]
  const realSeconds = events.filter(({ event }) => event === 'epoch').map(({ seconds }) => seconds)
  const predictedSeconds = before.seconds.epoch
  const { batchSize: largestBatch = 0, limitedBy = '', usableBytes = 0 } = before.largestBatch ?? {}
  const tried = largestBatch > 0 ? estimate(project, String(largestBatch), memory).memory.measuredBytes : null
  return {
    network,
    predictedSeconds,
    uncertainty: before.timed.uncertainty,
    realSeconds,
    ratio: predictedSeconds / median(realSeconds.slice(1)),
    largestBatch,
    limitedBy,
    filled: tried === null ? null : tried / usableBytes,
  }
}

function main(): boolean {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      epochs: { type: 'string', default: '3' },
      memory: { type: 'string', default: '1GB' },
      out: { type: 'string', default: 'test-output/bench/estimate.json' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return true
  }
  cpSync('out/main', program, { recursive: true })
  const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-estimate-'))
  const line = (cells: readonly string[]) =>
    `${cells.map((cell, k) => (k === 0 ? cell.padEnd(18) : cell.padStart(14))).join('')}\n`
  const seconds = (value: number) => value.toFixed(2)
  process.stdout.write(
    line(['network', 'predicted s', 'epoch 1 s', 'later s', 'ratio', 'sure to', 'largest', 'memory filled']),
  )
  try {
    const results = (positionals.length > 0 ? positionals : usual).map((subject) => {
      const compared = compare(folder, subject, values)
      const { network, predictedSeconds, realSeconds, ratio, uncertainty, largestBatch, limitedBy, filled } = compared
      process.stdout.write(
        line([
          network,
          seconds(predictedSeconds),
          seconds(realSeconds[0] ?? Number.NaN),
          realSeconds.slice(1).map(seconds).join(' '),
          ratio.toFixed(2),
          uncertainty === null ? '?' : `${(uncertainty * 100).toFixed(1)} %`,
          `${largestBatch}${limitedBy === 'memory' ? '' : ` (${limitedBy})`}`,
          filled === null ? '?' : `${(filled * 100).toFixed(0)} %`,
        ]),
      )
      return compared
    })
    const load = loadavg()
    mkdirSync(path.dirname(values.out), { recursive: true })
    writeFileSync(values.out, `${JSON.stringify({ load, memory: values.memory, results }, null, 2)}\n`)
    const off = results.filter(({ ratio }) => Math.abs(ratio - 1) > allowed).map(({ network }) => network)
    process.stdout.write(
      `load ${load.map((value) => value.toFixed(1)).join(', ')}; ${off.length === 0 ? 'every epoch is predicted within 20 %' : `off by more than 20 %: ${off.join(', ')}`}\n`,
    )
    return off.length === 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

process.exitCode = main() ? 0 : 1
