import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Batch, batches } from '../../main/data/batches'
import type { DataSet } from '../../main/data/dataSet'
import { Session } from '../../main/engine/session'
import { openWithData } from '../../main/jobs/openProjectData'
import { inferNetwork } from '../../shared/model/infer'
import type { Network } from '../../shared/model/network'
import type { Normalization } from '../../shared/records/preprocessing'
import { Project } from '../../shared/records/project'
import { compileTraining } from '../../shared/training/compileTraining'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { zooNetwork } from '../../shared/zoo'
import { depthFigure } from './depth/depthFigure'
import { kernelNorms } from './depth/kernelNorms'
import type { DepthReport, LearnedRun, StartingNorms } from './depth/report'
import { withoutNorms } from './depth/withoutNorms'
import { type EpochResult, learn } from './learn'

const usage = `npm run bench -- depth [options]   plain-20 and plain-56 against resnet-20 and resnet-56; batch norm on and off
  --data FOLDER     pictures of 32x32 in train/ and test/, a folder a class (../shared/data/cifar)
  --epochs N        of the four networks (5)
  --norm-epochs N   of the runs with and without batch norm (3)
  --seed N          1
  --out FILE        where the figures go as JSON, with the drawing as SVG beside it (test-output/bench/depth.json)
`

const depths = ['plain-20', 'plain-56', 'resnet-20', 'resnet-56'] as const
/** Of the comparison with and without batch norm, on plain-20. */
const rates = [0.01, 0.1, 1] as const

/** As He et al. 2015, section 4.2, but for augmentation and the drops of the rate, which a few epochs do not need. */
const trainedAs = (settings: object) =>
  TrainingConfiguration.parse({
    batchSize: 128,
    learningRate: 0.1,
    optimizer: { name: 'sgd', momentum: 0.9, convention: 'pytorch' },
    weightDecay: { coupling: 'coupled', amount: 0.0001 },
    ...settings,
  })

interface Subject {
  readonly data: DataSet
  readonly normalization: Normalization
  /** The same one for every gradient that is looked at. */
  readonly batch: Batch
  readonly seed: number
}

const networkOf = (name: string, { data }: Subject): Network =>
  zooNetwork(name).build({ input: data.imageShape, classes: data.classes.length })

/** Trains a network and looks at its gradients before and after; a loss that breaks ends the run and is part of what came out. */
async function run(name: string, network: Network, subject: Subject, settings: object): Promise<LearnedRun> {
  const { data, normalization, batch, seed } = subject
  const epochs: EpochResult[] = []
  const norms: number[][] = []
  let broken: string | undefined
  try {
    await learn({
      network,
      data,
      normalization,
      configuration: trainedAs({ seed, ...settings }),
      measuredOn: 'test',
      look: (session, program) => void norms.push(kernelNorms(session, program, batch)),
      onEpoch: (result) => {
        epochs.push(result)
        const { epoch, loss, accuracy, imagesPerSecond } = result
        process.stderr.write(
          `${name}, epoch ${epoch}: loss ${loss.toFixed(4)}, test ${(accuracy * 100).toFixed(1)} %, ${imagesPerSecond.toFixed(0)} images/s\n`,
        )
      },
    })
  } catch (error) {
    if (!(error instanceof Error && /^the loss became/.test(error.message))) throw error
    broken = error.message
    process.stderr.write(`${name}: ${broken}\n`)
  }
  return { name, epochs, norms, ...(broken !== undefined && { broken }) }
}

/** The gradients with which a network begins. */
async function startingNorms(name: string, network: Network, { data, normalization, batch, seed }: Subject) {
  const program = compileTraining({
    network: inferNetwork(network),
    classes: data.classes.length,
    normalization,
    configuration: trainedAs({ seed }),
  })
  const session = await Session.open(program)
  try {
    return { name, norms: kernelNorms(session, program, batch) }
  } finally {
    session.close()
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: path.join(process.env.LAYERLOOM_SHARED ?? '../shared', 'data/cifar') },
      epochs: { type: 'string', default: '5' },
      'norm-epochs': { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string', default: 'test-output/bench/depth.json' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const [epochs, normEpochs, seed] = [values.epochs, values['norm-epochs'], values.seed].map(Number) as [
    number,
    number,
    number,
  ]
  const subject = await openSubject(path.resolve(values.data), seed)
  const { data } = subject

  const start: StartingNorms = { 'batch norm': [], 'no norm, He': [], 'no norm, Glorot': [] }
  for (const name of depths) {
    const network = networkOf(name, subject)
    start['batch norm'].push(await startingNorms(name, network, subject))
    start['no norm, He'].push(await startingNorms(name, withoutNorms(network), subject))
    const glorot = { name: 'glorot', distribution: 'uniform' }
    start['no norm, Glorot'].push(await startingNorms(name, withoutNorms(network, glorot), subject))
  }
  const report: DepthReport = {
    machine: { processor: cpus()[0]?.model ?? '?', cores: cpus().length, node: process.version, load: loadavg() },
    data: { classes: data.classes.length, train: data.count('train'), test: data.count('test') },
    configuration: trainedAs({ seed, epochs }),
    start,
    depth: [],
    norm: [],
  }
  // What is there is written after each run: they take minutes.
  const keep = () => {
    mkdirSync(path.dirname(values.out), { recursive: true })
    writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`)
    writeFileSync(values.out.replace(/(\.json)?$/, '.svg'), depthFigure(report))
  }
  for (const name of depths) {
    report.depth.push(await run(name, networkOf(name, subject), subject, { epochs }))
    keep()
  }
  const plain = networkOf('plain-20', subject)
  for (const learningRate of rates)
    for (const [words, network] of [
      ['with', plain],
      ['without', withoutNorms(plain)],
    ] as const) {
      const name = `${words} batch norm, rate ${learningRate}`
      report.norm.push(await run(name, network, subject, { learningRate, epochs: normEpochs }))
      keep()
    }
  tell(report)
  process.stdout.write(`${values.out}\n`)
}

async function openSubject(source: string, seed: number): Promise<Subject> {
  if (!existsSync(source)) throw new Error(`no pictures in ${source}: name their folder with --data`)
  const project = Project.parse({
    format: 'layerloom-project',
    version: 1,
    name: 'depth',
    data: { source, validation: 0 },
    preprocessing: { normalization: { kind: 'per-channel' } },
    network: zooNetwork('resnet-20').build({ input: [32, 32, 3], classes: 10 }),
    training: {},
  })
  const { project: known, data } = await openWithData(project, {
    folder: '.',
    context: { post: () => undefined, onCommand: () => undefined, onGone: () => undefined },
  })
  const order = { seed, epoch: 0 }
  const { value: batch } = await batches(data, 'train', { batchSize: 128, shuffle: order }).next()
  if (!batch) throw new Error('a data set without training images was opened')
  return { data, normalization: known.preprocessing.normalization, batch, seed }
}

function tell({ depth, norm, start }: DepthReport): void {
  const last = ({ name, epochs, broken }: LearnedRun) => {
    const end = epochs.at(-1)
    const said = end
      ? `loss ${end.loss.toFixed(3)}, test ${(end.accuracy * 100).toFixed(1)} % after ${end.epoch} epochs`
      : 'no epoch done'
    return `${name.padEnd(34)} ${said}${broken === undefined ? '' : `; ${broken}`}`
  }
  const ends = ({ name, norms }: { name: string; norms: readonly number[] }, kind: string) => {
    const [first, end] = [norms[0] ?? Number.NaN, norms.at(-1) ?? Number.NaN]
    return `${`${name}, ${kind}`.padEnd(34)} ${first.toExponential(1)} at the first convolution, ${end.toExponential(1)} at the last, ${(first / end).toExponential(1)} times`
  }
  const lines = [
    'gradient norms at the start',
    ...Object.entries(start).flatMap(([kind, all]) => all.map((one) => ends(one, kind))),
    '',
    'training',
    ...[...depth, ...norm].map(last),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  process.exitCode = 1
})
