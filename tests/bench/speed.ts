import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { contendersOf, type Precision, type Race, type RivalSide, rivalSides } from './contenders'
import { writePictures } from './pictures'
import { race } from './race'
import { rivalPython } from './rivals/environment'
import { type SubjectName, subjectOf, subjects } from './subject'
import { table } from './table'

const usage = `npm run bench -- [options]   training speed next to Keras, PyTorch and tfjs-node's LayersModel
  --networks LIST   ${Object.keys(subjects).join(', ')}, each with :bfloat16 behind it or not
  --rivals LIST     ${rivalSides.join(', ')} (ours in float32, in a bfloat16 race)
  --rounds N        4 or more for figures that are to be quoted (4)
  --seconds N       length of a turn (8)
  --pick-seconds N  length of the turns in which a rival's fastest setting is picked (4)
  --patience N      seconds for which a turn is taken again while others disturb it (60)
  --out FILE        where the result goes as JSON (test-output/bench/speed.json)
`

/** Part of the machine that others may take in a turn. */
const allowedShare = 0.04

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      networks: { type: 'string', default: 'deep-digits,resnet-20,resnet-20:bfloat16' },
      rivals: { type: 'string', default: rivalSides.join(',') },
      rounds: { type: 'string', default: '4' },
      seconds: { type: 'string', default: '8' },
      'pick-seconds': { type: 'string', default: '4' },
      patience: { type: 'string', default: '60' },
      out: { type: 'string', default: 'test-output/bench/speed.json' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const races = values.networks.split(',').map(raceOf)
  const rivals = values.rivals.split(',').filter(Boolean).map(rivalOf)
  const data = mkdtempSync(path.join(tmpdir(), 'layerloom-bench-'))
  const places = { sources: path.resolve('tests/bench'), bundles: __dirname, data, python: rivalPython }
  const log = (line: string) => void process.stderr.write(`${line}\n`)
  const options = {
    seconds: Number(values.seconds),
    rounds: Number(values.rounds),
    pickSeconds: Number(values['pick-seconds']),
    patienceSeconds: Number(values.patience),
    allowedShare,
    log,
  }
  try {
    for (const network of new Set(races.map((one) => one.network)))
      await writePictures(data, network, subjectOf(network).source)
    const results = []
    for (const one of races) {
      log(`${one.network} in ${one.precision}`)
      const result = await race(one, contendersOf(one, rivals, places), options)
      results.push(result)
      process.stdout.write(`\n${table(result)}\n`)
    }
    mkdirSync(path.dirname(values.out), { recursive: true })
    const { log: _, ...settings } = options
    const machine = { processor: cpus()[0]?.model, cores: cpus().length, node: process.version }
    writeFileSync(values.out, `${JSON.stringify({ machine, settings, results }, null, 2)}\n`)
    process.stdout.write(`\n${values.out}\n`)
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

function raceOf(text: string): Race {
  const [network = '', precision = 'float32'] = text.split(':')
  subjectOf(network)
  if (precision !== 'float32' && precision !== 'bfloat16') throw new Error(`no precision ${precision}`)
  return { network: network as SubjectName, precision: precision as Precision }
}

function rivalOf(text: string): RivalSide {
  const rival = rivalSides.find((side) => side === text)
  if (!rival) throw new Error(`no rival ${text}; there are ${rivalSides.join(', ')}`)
  return rival
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
