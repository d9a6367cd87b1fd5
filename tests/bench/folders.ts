import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openWithData } from '../../main/jobs/openProjectData'
import { Project } from '../../shared/records/project'
import { Augmentation } from '../../shared/training/augmentation/augmentation'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { zooNetwork } from '../../shared/zoo'
import { type EpochResult, learn } from './learn'
import { median } from './median'
import { plot } from './plot'
import { type Chart, svgFigure } from './svgFigure'

const usage = `npm run bench -- folders [options]   real photos from folders, trained with and without augmentation, several seeds each
  --data FOLDER         with photos/ and cifar/ in it (../shared/data)
  --only NAME           photos or cifar alone
  --photos-epochs N     60
  --cifar-epochs N      30
  --seeds N             3
  --out FILE            where the figures go as JSON, with the drawing as SVG beside it (test-output/bench/folders.json)
`

/** A folder, the size to which its pictures are scaled, and what is measured: pictures that were not trained on. */
const subjects = {
  photos: {
    title: 'ants and bees, 64x64: ResNet-20 on 245 photos, measured on 153',
    size: 64,
    measuredOn: 'validation',
    batchSize: 32,
    augmentation: [{ type: 'random-resized-crop' }, { type: 'medium' }],
  },
  cifar: {
    title: 'CIFAR-10 in part, 32x32: ResNet-20 on 5,000, measured on 1,000',
    size: 32,
    measuredOn: 'test',
    batchSize: 128,
    augmentation: [{ type: 'light' }],
  },
} as const
type SubjectName = keyof typeof subjects

interface Learned {
  readonly augmented: boolean
  readonly seed: number
  readonly epochs: readonly EpochResult[]
}

interface SubjectReport {
  readonly title: string
  readonly augmentation: Augmentation
  readonly counts: { readonly train: number; readonly measured: number }
  readonly leftOut: readonly string[]
  readonly runs: readonly Learned[]
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: path.join(process.env.LAYERLOOM_SHARED ?? '../shared', 'data') },
      only: { type: 'string' },
      'photos-epochs': { type: 'string', default: '60' },
      'cifar-epochs': { type: 'string', default: '30' },
      seeds: { type: 'string', default: '3' },
      out: { type: 'string', default: 'test-output/bench/folders.json' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return
  }
  const names = (Object.keys(subjects) as SubjectName[]).filter((name) => !values.only || name === values.only)
  if (names.length === 0) throw new Error(`--only is one of ${Object.keys(subjects).join(', ')}`)
  const report: Partial<Record<SubjectName, SubjectReport>> = {}
  for (const name of names)
    report[name] = await learnSubject(name, path.resolve(values.data, name), {
      epochs: Number(values[`${name}-epochs`]),
      seeds: Number(values.seeds),
    })
  mkdirSync(path.dirname(values.out), { recursive: true })
  const machine = { processor: cpus()[0]?.model, load: loadavg() }
  writeFileSync(values.out, `${JSON.stringify({ machine, ...report }, undefined, 2)}\n`)
  const all = Object.values(report)
  writeFileSync(values.out.replace(/(\.json)?$/, '.svg'), svgFigure('With and without augmentation', all.map(chartOf)))
  for (const subject of all) process.stdout.write(`${textOf(subject)}\n`)
  process.stdout.write(`${values.out}\n`)
}

async function learnSubject(
  name: SubjectName,
  source: string,
  { epochs, seeds }: { epochs: number; seeds: number },
): Promise<SubjectReport> {
  const { title, size, measuredOn, batchSize, augmentation } = subjects[name]
  const { build } = zooNetwork('resnet-20')
  // What the folder does not set aside is for training.
  const project = (classes: number) =>
    Project.parse({
      format: 'layerloom-project',
      version: 1,
      name,
      data: { source, validation: 0, test: 0 },
      preprocessing: { normalization: { kind: 'per-channel' }, resize: 'crop' },
      network: build({ input: [size, size, 3], classes }),
      training: {},
    })
  const context = { post: () => {}, onCommand: () => {}, onGone: () => {} }
  const { project: known, data } = await openWithData(project(2), { folder: '.', context })
  const { network } = project(data.classes.length)
  const runs: Learned[] = []
  for (let seed = 1; seed <= seeds; seed++)
    for (const augmented of [false, true]) {
      const result = await learn({
        network,
        data,
        configuration: TrainingConfiguration.parse({
          epochs,
          batchSize,
          seed,
          learningRate: 0.05,
          optimizer: { name: 'sgd', momentum: 0.9, nesterov: true, convention: 'pytorch' },
          schedule: { curve: { name: 'cosine' }, warmUp: { over: { epochs: 2 } } },
          weightDecay: { coupling: 'coupled', amount: 0.0005 },
        }),
        measuredOn,
        normalization: known.preprocessing.normalization,
        augmentation: augmented ? Augmentation.parse(augmentation) : [],
        onEpoch: ({ epoch, loss, accuracy, imagesPerSecond }) =>
          void process.stderr.write(
            `${name}, seed ${seed}, ${augmented ? 'augmented' : 'as they are'}, epoch ${epoch}: loss ${loss.toFixed(4)}, ${measuredOn} ${(accuracy * 100).toFixed(2)} %, ${imagesPerSecond.toFixed(0)} images/s\n`,
          ),
      })
      runs.push({ augmented, seed, epochs: result })
    }
  await data.close?.()
  return {
    title,
    augmentation: Augmentation.parse(augmentation),
    counts: { train: data.count('train'), measured: data.count(measuredOn) },
    leftOut: (data.leftOut ?? []).map(({ place, message }) => `${place}: ${message}`),
    runs,
  }
}

const perCent = (runs: readonly Learned[], augmented: boolean): number[][] =>
  runs.filter((run) => run.augmented === augmented).map(({ epochs }) => epochs.map(({ accuracy }) => accuracy * 100))

function chartOf({ title, runs }: SubjectReport): Chart {
  const lines = ([false, true] as const).flatMap((augmented) =>
    perCent(runs, augmented).map((values, k) => ({
      name: `${augmented ? 'augmented' : 'as they are'}, seed ${k + 1}`,
      colour: augmented ? '#2458b3' : '#b4560f',
      ...(!augmented && { dash: '5 3' }),
      values,
    })),
  )
  return { title, x: 'epoch', y: 'top-1, %', lines }
}

/** Median curves, and the last epoch of every seed. */
function textOf({ title, counts, leftOut, runs }: SubjectReport): string {
  const rows = ([false, true] as const).map((augmented) => {
    const curves = perCent(runs, augmented)
    const middle = (curves[0] ?? []).map((_, epoch) => median(curves.map((curve) => curve[epoch] as number)))
    const last = curves.map((curve) => curve.at(-1) as number)
    const each = last.map((value) => value.toFixed(2)).join(', ')
    return `${augmented ? 'augmented' : 'as they are'}: median ${median(last).toFixed(2)} % at the end (${each})\n${plot(middle, { columnWidth: 1 })}`
  })
  const without = leftOut.length > 0 ? `; not used: ${leftOut.join(', ')}` : ''
  return [`${title} (${counts.train} trained on, ${counts.measured} measured${without})`, ...rows].join('\n')
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
