import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { median } from './median'
import { rivalPython } from './rivals/environment'

const usage = `npm run bench -- feed --digits FOLDER --photos FOLDER [options]   picture folders to batches, next to torchvision and Keras
  --digits FOLDER  the 70,000 digits as PNG in class folders (node tests/data/make.mjs)
  --photos FOLDER  photos in class folders (../shared/data/photos/train)
  --epochs N       10
  --rounds N       3; each contender runs alone, in turns
  --out FILE       where the result goes as JSON (test-output/bench/feed.json)
`

const Fed = z.object({
  images: z.number(),
  /** Seconds from nothing opened to the first batch, and to the end of each epoch. */
  first: z.number(),
  epochs: z.array(z.number()),
  /** Images a second without a pack; ours only. */
  decoded: z.number().optional(),
})
type Fed = z.infer<typeof Fed>

/** Side of the pictures, channels and batch size, as the contenders take them. */
interface Course {
  readonly name: string
  readonly folder: string
  readonly side: number
  readonly channels: number
  readonly batch: number
  readonly epochs: number
}

const contenders = {
  ours: ({ folder, side, channels, batch, epochs }: Course) => {
    const cache = mkdtempSync(path.join(tmpdir(), 'layerloom-feed-'))
    try {
      return fed(process.execPath, [path.join(__dirname, 'feedOurs.cjs'), folder, side, channels, batch, epochs, cache])
    } finally {
      rmSync(cache, { recursive: true, force: true })
    }
  },
  torchvision: (course: Course) => fedByPython('feed_torchvision.py', course),
  keras: (course: Course) => fedByPython('feed_keras.py', course),
}

/** Digits are 28x28 as they are: no scaling for them, in theirs. */
const fedByPython = (script: string, { folder, side, channels, batch, epochs }: Course): Fed =>
  fed(rivalPython(), [
    path.resolve('tests/bench/rivals', script),
    folder,
    side === 28 ? 0 : side,
    channels,
    batch,
    epochs,
  ])

function fed(program: string, words: readonly (string | number)[]): Fed {
  const { stdout, status } = spawnSync(program, words.map(String), { stdio: ['ignore', 'pipe', 'ignore'] })
  if (status !== 0) throw new Error(`${words[0]} ended with ${status}`)
  return Fed.parse(JSON.parse(stdout.toString().trim().split('\n').pop() ?? ''))
}

/** Images a second once it runs: the last epoch of theirs, which decode anew each epoch; our decoder without its pack. */
function decodeRate({ images, epochs, decoded }: Fed): number {
  const [before = 0, last = 0] = epochs.slice(-2)
  return decoded ?? images / (last - before)
}

function main(): void {
  const { values } = parseArgs({
    options: {
      digits: { type: 'string' },
      photos: { type: 'string' },
      epochs: { type: 'string', default: '10' },
      rounds: { type: 'string', default: '3' },
      out: { type: 'string', default: 'test-output/bench/feed.json' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help || (!values.digits && !values.photos)) return void process.stdout.write(usage)
  const epochs = Number(values.epochs)
  const courses: Course[] = [
    ...(values.digits ? [{ name: 'digits', folder: values.digits, side: 28, channels: 1, batch: 100, epochs }] : []),
    ...(values.photos ? [{ name: 'photos', folder: values.photos, side: 224, channels: 3, batch: 32, epochs }] : []),
  ]
  const results = courses.map((course) => {
    const runs: Record<string, Fed[]> = { ours: [], torchvision: [], keras: [] }
    for (let round = 0; round < Number(values.rounds); round++)
      for (const [name, run] of Object.entries(contenders)) {
        const result = run(course)
        runs[name]?.push(result)
        process.stderr.write(
          `${course.name} ${name}: first batch ${result.first.toFixed(2)} s, ${course.epochs} epochs ${result.epochs.at(-1)?.toFixed(1)} s, ${decodeRate(result).toFixed(0)} images/s decoded; load ${loadavg()[0]?.toFixed(1)}\n`,
        )
      }
    const of = (name: string, figure: (run: Fed) => number) => median((runs[name] ?? []).map(figure))
    for (const rival of ['torchvision', 'keras'])
      process.stdout.write(
        `${course.name}: ours / ${rival}: decode ${(of('ours', decodeRate) / of(rival, decodeRate)).toFixed(2)}x, ` +
          `first batch ${(of(rival, (run) => run.first) / of('ours', (run) => run.first)).toFixed(2)}x, ` +
          `${course.epochs} epochs ${(of(rival, total) / of('ours', total)).toFixed(2)}x\n`,
      )
    return { course, runs }
  })
  mkdirSync(path.dirname(values.out), { recursive: true })
  writeFileSync(values.out, `${JSON.stringify(results, null, 2)}\n`)
}

const total = ({ epochs }: Fed): number => epochs.at(-1) ?? Number.NaN

main()
