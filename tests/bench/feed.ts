import { mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Course, decodeRate, type Fed, feeders } from './fed'
import { median } from './median'

const usage = `npm run bench -- feed --digits FOLDER --photos FOLDER [options]   picture folders to batches, next to torchvision and Keras
  --digits FOLDER  the 70,000 digits as PNG in class folders (node tests/data/make.mjs)
  --photos FOLDER  photos in class folders (../shared/data/photos/train)
  --epochs N       10
  --rounds N       3; each contender runs alone, in turns
  --out FILE       where the result goes as JSON (test-output/bench/feed.json)
`

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
      for (const [name, run] of Object.entries(feeders)) {
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
