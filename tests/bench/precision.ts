import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openDataSet } from '../../main/data/openDataSet'
import { DataReference } from '../../shared/records/dataReference'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { endWith } from './endWith'
import { learn } from './learn'
import { partOf } from './partOf'
import { subjects } from './subject'

const usage = `npm run bench -- precision [options]   accuracy in bfloat16 next to float32: deep-digits on the 5,000 digits of sample:digits
  --epochs N     10
  --seeds N      3
  --fraction N   part of the images: smaller than 1 for a trial (1)
  --out FILE     where the result goes as JSON (test-output/bench/precision.json)
`

const precisions = ['float32', 'bfloat16'] as const

/** Each seed draws its own weights, order and dropout; the same in both precisions. */
async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      epochs: { type: 'string', default: '10' },
      seeds: { type: 'string', default: '3' },
      fraction: { type: 'string', default: '1' },
      out: { type: 'string', default: 'test-output/bench/precision.json' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return true
  }
  const subject = subjects['deep-digits']
  // A fifth to test on: 1,000 images, so one image is 0.1 %.
  const whole = await openDataSet(DataReference.parse({ source: subject.source, validation: 0, test: 0.2 }))
  const data = partOf(whole, Number(values.fraction))
  const accuracies: Record<(typeof precisions)[number], number[]> = { float32: [], bfloat16: [] }
  for (let seed = 1; seed <= Number(values.seeds); seed++)
    for (const precision of precisions) {
      const configuration = TrainingConfiguration.parse({
        ...subject.configuration,
        precision,
        seed,
        epochs: Number(values.epochs),
      })
      const curve = await learn({ network: subject.network, data, configuration, measuredOn: 'test' })
      const accuracy = curve.at(-1)?.accuracy ?? 0
      accuracies[precision].push(accuracy)
      process.stdout.write(`seed ${seed}, ${precision}: ${(accuracy * 100).toFixed(2)} %\n`)
    }
  const { float32, bfloat16 } = accuracies
  const difference = mean(bfloat16) - mean(float32)
  const scatter = Math.max(...float32) - Math.min(...float32)
  const isWithin = Math.abs(difference) <= scatter
  mkdirSync(path.dirname(values.out), { recursive: true })
  writeFileSync(values.out, `${JSON.stringify({ accuracies, difference, scatter, isWithin }, null, 2)}\n`)
  process.stdout.write(
    `bfloat16 - float32: ${(difference * 100).toFixed(2)} points; scatter of float32's seeds: ${(scatter * 100).toFixed(2)}; ${isWithin ? 'within' : 'NOT within'}\n`,
  )
  return isWithin || Number(values.fraction) < 1
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

void endWith(main())
