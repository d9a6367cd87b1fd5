import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { median } from './median'
import { classHalves, copyClasses } from './transfer/halves'
import { trainFolder } from './transfer/trainFolder'

const usage = `npm run bench -- transfer [options]   ResNet-20 learns one half of the classes; the other half from scratch and from its weights
  --data FOLDER         with train/ and test/ (../shared/data/cifar)
  --source-epochs N     on the first half (30)
  --epochs N            on the second (25)
  --per-class LIST      training pictures a class (10,50,200)
  --seeds N             3
  --out FILE            test-output/bench/transfer.json
`

const sgd = { name: 'sgd', momentum: 0.9, nesterov: true, convention: 'pytorch' }
const common = {
  batchSize: 32,
  optimizer: sgd,
  schedule: { curve: { name: 'cosine' } },
  weightDecay: { coupling: 'coupled', amount: 0.0005 },
  // There are no validation pictures: the epoch that knows the training pictures best is tested, as a rule the last.
  keepBest: { metric: 'training.loss' },
}

/** Ways to learn the second half. A new head learns fast, what was taken over slowly. */
const arms = {
  'from scratch': { learningRate: 0.05, isTransfer: false },
  'all layers learn': { learningRate: 0.01, isTransfer: true },
  'batch norm frozen': { learningRate: 0.01, isTransfer: true, fineTuning: { freeze: ['*bn*'] } },
  'only the head learns': { learningRate: 0.05, isTransfer: true, fineTuning: { freeze: 'all-but-head' } },
} as const
type Arm = keyof typeof arms
const armNames = Object.keys(arms) as Arm[]

interface Measured {
  readonly seed: number
  readonly perClass: number
  readonly arm: Arm
  readonly top1: number
}

function main(): void {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: path.join(process.env.LAYERLOOM_SHARED ?? '../shared', 'data/cifar') },
      'source-epochs': { type: 'string', default: '30' },
      epochs: { type: 'string', default: '25' },
      'per-class': { type: 'string', default: '10,50,200' },
      seeds: { type: 'string', default: '3' },
      out: { type: 'string', default: 'test-output/bench/transfer.json' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-transfer-bench-'))
  try {
    const sizes = values['per-class'].split(',').map(Number)
    const [first, second] = classHalves(values.data)
    const source = copyClasses(values.data, first, Number.POSITIVE_INFINITY, path.join(folder, 'source'))
    const targets = sizes.map((n) => copyClasses(values.data, second, n, path.join(folder, `target-${n}`)))
    const measured: Measured[] = []
    const sourceTop1: number[] = []
    for (let seed = 1; seed <= Number(values.seeds); seed++) {
      const training = { ...common, seed, epochs: Number(values['source-epochs']), learningRate: 0.05 }
      const project = path.join(folder, `source-${seed}`)
      const learned = trainFolder({ project, pictures: source, classes: first.length, training })
      sourceTop1.push(learned.top1)
      say(`seed ${seed}: ${first.join(', ')}: ${perCent(learned.top1)} %`)
      for (const [k, perClass] of sizes.entries())
        for (const arm of armNames) {
          const { isTransfer, ...settings } = arms[arm]
          const { top1 } = trainFolder({
            project: path.join(folder, `${seed}-${perClass}-${arm.replaceAll(' ', '-')}`),
            pictures: targets[k] as string,
            classes: second.length,
            training: { ...common, seed, epochs: Number(values.epochs), ...settings },
            ...(isTransfer && { startFrom: { place: learned.run } }),
          })
          measured.push({ seed, perClass, arm, top1 })
          say(`seed ${seed}, ${perClass} a class, ${arm}: ${perCent(top1)} %`)
        }
    }
    mkdirSync(path.dirname(values.out), { recursive: true })
    const machine = { processor: cpus()[0]?.model, load: loadavg() }
    writeFileSync(values.out, `${JSON.stringify({ machine, first, second, sourceTop1, measured }, undefined, 2)}\n`)
    process.stdout.write(`${tableOf(measured, sizes)}\n${values.out}\n`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Medians over the seeds, least and most in brackets. */
function tableOf(measured: readonly Measured[], sizes: readonly number[]): string {
  const cell = (arm: Arm, perClass: number) => {
    const values = measured.filter((one) => one.arm === arm && one.perClass === perClass).map(({ top1 }) => top1)
    return `${perCent(median(values))} (${perCent(Math.min(...values))}-${perCent(Math.max(...values))})`.padStart(20)
  }
  const head = `${'top-1 of other classes, %'.padEnd(26)}${sizes.map((n) => `${n} a class`.padStart(20)).join('')}`
  return [head, ...armNames.map((arm) => `${arm.padEnd(26)}${sizes.map((n) => cell(arm, n)).join('')}`)].join('\n')
}

const perCent = (part: number) => (part * 100).toFixed(1)
const say = (text: string) => void process.stderr.write(`${text}\n`)

main()
