import { mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Session } from '../../main/engine/session'
import type { Tensor } from '../../shared/graph/graph'
import { max } from '../../shared/graph/ops/arithmetic'
import { inferNetwork } from '../../shared/model/infer'
import { Augmentation } from '../../shared/training/augmentation/augmentation'
import { compilePreview } from '../../shared/training/compilePreview'
import { compileTraining } from '../../shared/training/compileTraining'
import { median } from './median'
import { subjectOf } from './subject'

const usage = `npm run bench -- augmentation [options]   what augmentation costs in a step of ResNet-20 (128 pictures of 32x32x3)
  --rounds N     fours of steps: without, with, with, without (40)
  --only WORD    those rows alone whose name has the word
  --out FILE     where the result goes as JSON (test-output/bench/augmentation.json)
`

const colour = [
  { type: 'brightness', amount: 0.4 },
  { type: 'contrast', amount: 0.4 },
  { type: 'saturation', amount: 0.4 },
  { type: 'hue', amount: 0.05, space: 'yiq' },
]
const usual = [
  { type: 'random-crop', padding: 4 },
  { type: 'horizontal-flip' },
  ...colour,
  { type: 'random-erasing', probability: 0.5 },
]
/** Every operation that is not a policy: changes of place as one map. */
const everything = [
  { type: 'random-crop', padding: 4 },
  { type: 'horizontal-flip' },
  { type: 'vertical-flip' },
  { type: 'rotation' },
  { type: 'zoom' },
  { type: 'translation' },
  { type: 'shear' },
  ...colour,
  { type: 'gaussian-noise' },
  { type: 'blur' },
  { type: 'random-erasing', probability: 0.5 },
  { type: 'mixup', probability: 0.5 },
  { type: 'cutmix', probability: 0.5 },
]

interface Row {
  readonly name: string
  readonly list: readonly object[]
  /** What it may cost at most, as a part of the step. */
  readonly allowed?: number
}
const rows: readonly Row[] = [
  { name: 'usual: crop, flip, colour, erasing', list: usual, allowed: 0.02 },
  { name: 'everything', list: everything, allowed: 0.05 },
  { name: 'light', list: [{ type: 'light' }] },
  { name: 'medium', list: [{ type: 'medium' }] },
  { name: 'strong', list: [{ type: 'strong' }] },
  { name: 'TrivialAugment', list: [{ type: 'trivial-augment' }] },
  { name: 'RandAugment, 2 changes', list: [{ type: 'rand-augment' }] },
  { name: 'colour', list: colour },
  { name: 'hue through HSV', list: [{ type: 'hue', space: 'hsv' }] },
  { name: 'hue through YIQ', list: [{ type: 'hue', space: 'yiq' }] },
  { name: 'random resized crop', list: [{ type: 'random-resized-crop' }] },
  { name: 'noise', list: [{ type: 'gaussian-noise' }] },
  { name: 'blur', list: [{ type: 'blur' }] },
  { name: 'random erasing', list: [{ type: 'random-erasing' }] },
  { name: 'mixup', list: [{ type: 'mixup' }] },
  { name: 'CutMix', list: [{ type: 'cutmix' }] },
]

const batch = 128
const size = [32, 32, 3] as const
const images = Uint8Array.from(
  { length: batch * 32 * 32 * 3 },
  (_, k) => (Math.imul(k ^ (k >>> 7), 2654435761) >>> 9) & 255,
)

/** The same step with and without, in turns; and the pictures alone. */
async function open(list: readonly object[]) {
  const { network, classes, configuration } = subjectOf('resnet-20')
  const augmentation = Augmentation.parse(list)
  const program = compileTraining({
    network: inferNetwork(network),
    classes,
    normalization: { kind: '0-1' },
    augmentation,
    configuration,
  })
  const preview = compilePreview({ size, augmentation, seed: 1 })
  const [training, alone] = [await Session.open(program), await Session.open(onlyLargest(preview))]
  const feed = ({ knobs }: { knobs: readonly { initial: number }[] }) =>
    knobs.length > 0 ? { knobs: Float32Array.from(knobs, ({ initial }) => initial) } : {}
  const labels = Int32Array.from({ length: batch }, (_, k) => k % 10)
  return {
    step: () => void training.call('train', { images, labels, rate: 0.001, ...feed(program) }),
    pictures: (k: number) => void alone.call('largest', { images, step: k, ...feed(preview) }),
    close() {
      training.close()
      alone.close()
    },
  }
}

/** The pictures are computed, and one number of them read: reading all would cost more than they do. */
function onlyLargest(preview: ReturnType<typeof compilePreview>) {
  const { inputs, outputs } = preview.signatures.preview as {
    inputs: Record<string, Tensor>
    outputs: { pictures: Tensor }
  }
  return {
    ...preview,
    signatures: { largest: { inputs, outputs: { largest: max(preview.graph, outputs.pictures, [0, 1, 2, 3]) } } },
  }
}

/** Wall time and processor time of a call, in milliseconds. The second hardly depends on what else the machine does. */
interface Cost {
  readonly wall: number
  readonly processor: number
}

function cost(work: () => void): Cost {
  const [begin, used] = [performance.now(), process.cpuUsage()]
  work()
  const wall = performance.now() - begin
  const { user, system } = process.cpuUsage(used)
  return { wall, processor: (user + system) / 1000 }
}

type Subject = Awaited<ReturnType<typeof open>>

/** By how much the second costs more than the first, as a part of the first; with the range in which the median lies in 95 of 100 cases. */
interface Growth {
  readonly median: number
  readonly from: number
  readonly to: number
}

/** What two contenders cost, and the growth from the first to the second. */
interface Compared {
  readonly first: Cost
  readonly second: Cost
  readonly wall: Growth
  readonly processor: Growth
}

/**
 * Both in short turns, first, second, second, first: what comes over the machine meets both alike, and what changes evenly cancels. Each such four
 * gives one ratio, and what counts is the median of the ratios, not the ratio of medians that lie minutes apart.
 */
function inTurns(first: (k: number) => void, second: (k: number) => void, rounds: number): Compared {
  const fours: { readonly first: Cost; readonly second: Cost }[] = []
  for (let k = -2; k < rounds; k++) {
    const at = 2 * (k + 2)
    const [a, b, c, d] = [
      cost(() => first(at)),
      cost(() => second(at)),
      cost(() => second(at + 1)),
      cost(() => first(at + 1)),
    ] as const
    if (k >= 0) fours.push({ first: meanOf(a, d), second: meanOf(b, c) })
  }
  const middle = (which: 'first' | 'second'): Cost => ({
    wall: median(fours.map((four) => four[which].wall)),
    processor: median(fours.map((four) => four[which].processor)),
  })
  const growth = (clock: keyof Cost) => growthOf(fours.map(({ first, second }) => second[clock] / first[clock] - 1))
  return { first: middle('first'), second: middle('second'), wall: growth('wall'), processor: growth('processor') }
}

const meanOf = (a: Cost, b: Cost): Cost => ({
  wall: (a.wall + b.wall) / 2,
  processor: (a.processor + b.processor) / 2,
})

/** The range by ranks, which asks nothing of how the values are spread. */
function growthOf(values: readonly number[]): Growth {
  const sorted = [...values].sort((a, b) => a - b)
  const reach = 0.98 * Math.sqrt(sorted.length)
  const at = (rank: number) => sorted[Math.min(sorted.length - 1, Math.max(0, rank))] as number
  const half = sorted.length / 2
  return { median: median(sorted), from: at(Math.floor(half - reach)), to: at(Math.ceil(half + reach)) }
}

function measure({ name, allowed }: Row, plain: Subject, augmented: Subject, rounds: number) {
  const step = inTurns(plain.step, augmented.step, rounds)
  const pictures = inTurns(plain.pictures, augmented.pictures, rounds)
  const own = (clock: keyof Cost) => pictures.second[clock] - pictures.first[clock]
  return {
    name,
    allowed,
    stepMs: step.first.wall,
    /** The pictures alone, without decoding: of a step that runs on both cores as they do. */
    ownMs: own('wall'),
    ownPart: own('wall') / step.first.wall,
    ownProcessorPart: own('processor') / step.first.processor,
    /** The step with augmentation next to the step without. */
    grown: step.wall,
    grownProcessor: step.processor,
  }
}

const percentOf = (part: number): string => `${(part * 100).toFixed(2)} %`
const rangeOf = ({ median, from, to }: Growth): string =>
  `${percentOf(median)} (${(from * 100).toFixed(1)} to ${(to * 100).toFixed(1)})`

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '40' },
      only: { type: 'string', default: '' },
      out: { type: 'string', default: 'test-output/bench/augmentation.json' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return true
  }
  const line = (cells: readonly string[]) =>
    `${cells.map((cell, k) => (k === 0 ? cell.padEnd(36) : cell.padStart(k === 5 || k === 6 ? 26 : 12))).join('')}\n`
  process.stdout.write(
    line(['', 'step ms', 'own ms', 'own / step', 'same, cpu', 'step grew by (range)', 'same, cpu (range)', 'load']),
  )
  const plain = await open([])
  const found = []
  for (const row of rows.filter(({ name }) => name.includes(values.only))) {
    const augmented = await open(row.list)
    const measured = measure(row, plain, augmented, Number(values.rounds))
    augmented.close()
    const load = loadavg()[0] as number
    found.push({ ...measured, load })
    process.stdout.write(
      line([
        row.name,
        measured.stepMs.toFixed(1),
        measured.ownMs.toFixed(2),
        percentOf(measured.ownPart),
        percentOf(measured.ownProcessorPart),
        rangeOf(measured.grown),
        rangeOf(measured.grownProcessor),
        load.toFixed(1),
      ]),
    )
  }
  plain.close()
  mkdirSync(path.dirname(values.out), { recursive: true })
  writeFileSync(values.out, `${JSON.stringify(found, null, 2)}\n`)
  const limited = found.filter(({ allowed }) => allowed !== undefined)
  for (const { name, allowed = 0, grown, grownProcessor } of limited)
    process.stdout.write(
      `${name}: at most ${percentOf(allowed)} of the step; by the clock ${verdictOf(grown, allowed)}, by processor time ${verdictOf(grownProcessor, allowed)}\n`,
    )
  return limited.every(
    ({ grown, grownProcessor, allowed = 0 }) => grown.from <= allowed && grownProcessor.from <= allowed,
  )
}

const verdictOf = ({ from, to }: Growth, allowed: number): string =>
  to <= allowed ? 'shown' : from > allowed ? 'missed' : 'not shown: the range reaches over it'

main().then(
  (isWithin) => {
    process.exitCode = isWithin ? 0 : 1
  },
  (error: Error) => {
    process.stderr.write(`${error.stack ?? error.message}\n`)
    process.exitCode = 1
  },
)
