import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { formatOf } from '../../../main/formats'
import type { ExportModel } from '../../../main/formats/exportModel'
import { prepare } from '../../../main/formats/passes/prepare'
import { fedBatches } from '../../../main/jobs/export/proofs/proofPictures'
import { formatOptions } from '../../../shared/formats/exportFormats'
import type { ExportOptions, ExportWishes } from '../../../shared/formats/exportOptions'
import { inferNetwork } from '../../../shared/model/infer'
import { zooNetwork } from '../../../shared/zoo'
import { seededValues } from '../../seededValues'
import { engineOutputs } from '../engineOutputs'
import { examNetworks } from '../examNetworks'
import { exported } from '../exported'
import { randomWeights } from '../randomWeights'
import { calibratedWeights } from './calibrated'
import { compared } from './compare'
import type { families } from './families'
import type { LiveCase, LiveFormat, LiveTools } from './liveFormat'
import { livePictures } from './pictures'
import type { Row } from './table'

const classes = 5

/** A model with what our own engine makes of the pictures. */
interface Subject {
  readonly name: string
  readonly model: ExportModel
  readonly ours: Float32Array
  readonly outputs: number
  /** float32 NHWC as the model takes it: pixels, or normalized. */
  fed(options: ExportOptions): Float32Array
  readonly count: number
  /** What is wished of every variant. */
  readonly always: ExportWishes
}

export async function runZoo(
  some: typeof families,
  count: number,
  formats: readonly LiveFormat[],
  folder: string,
  tools: LiveTools,
  add: (row: Row) => void,
): Promise<void> {
  // One network after the other: the largest has 400 MB.
  for (const [name, size, channels] of some) {
    const shape = [size, size, channels] as const
    const pictures = await livePictures(shape, count)
    const network = zooNetwork(name).build({ input: shape, classes })
    const weights = await calibratedWeights(network, classes, pictures)
    const model = exported(network, classes, weights)
    const normalized = Float32Array.from(pictures.pixels, (value) => Math.fround(value * Math.fround(1 / 255)))
    const ours = await inBatches(normalized, count, (values, part) =>
      engineOutputs(network, classes, weights, { count: part, values }),
    )
    const fed = ({ preprocessing }: ExportOptions) =>
      Float32Array.from(
        [
          ...fedBatches(
            { count, shape, pixels: pictures.pixels, from: 'test' },
            { ...model.preprocessing, isInside: preprocessing === 'inside' },
            count,
          ),
        ].flatMap(({ values }) => [...values]),
      )
    await runSubjects([{ name, model, ours, outputs: classes, fed, count, always: {} }], formats, folder, tools, add)
  }
}

/** All exam networks at once: they are small. */
export async function runLayers(
  formats: readonly LiveFormat[],
  folder: string,
  tools: LiveTools,
  add: (row: Row) => void,
): Promise<void> {
  const subjects: Subject[] = []
  for (const { name, network, outputs, input } of await examNetworks()) {
    if (input.length !== 3) continue
    const weights = randomWeights(inferNetwork(network).layers.values())
    const values = seededValues(3, 2 * input.reduce((product, size) => product * size, 1))
    const ours = await engineOutputs(network, outputs, weights, { count: 2, values })
    const model = exported(network, outputs, weights)
    subjects.push({ name, model, ours, outputs, fed: () => values, count: 2, always: { preprocessing: 'outside' } })
  }
  const plain = formats
    .filter(({ format }) => format !== 'safetensors')
    .map((one) => ({ ...one, variants: Object.fromEntries(Object.entries(one.variants).slice(0, 1)) }))
  await runSubjects(subjects, plain, folder, tools, add)
}

async function runSubjects(
  subjects: readonly Subject[],
  formats: readonly LiveFormat[],
  folder: string,
  tools: LiveTools,
  add: (row: Row) => void,
): Promise<void> {
  for (const live of formats)
    for (const [variant, wishes] of Object.entries(live.variants)) {
      const format = formatOf(live.format)
      const here = path.join(folder, `${live.format}-${variant}`)
      mkdirSync(here)
      const cases: { case: LiveCase; subject: Subject; options: ExportOptions }[] = []
      for (const [k, subject] of subjects.entries()) {
        if (live.takes && !live.takes(subject.name)) continue
        const options = formatOptions(format.description, { ...wishes, ...subject.always })
        const model = prepare(subject.model, options)
        const refused = format.refuse(model, options)
        if (refused.length > 0) continue
        const stem = path.join(here, String(k))
        const place = `${stem}${format.description.kind === 'file' ? format.description.extensions[0] : ''}`
        await format.write(model, options, place, { onProgress: () => {} })
        writeFileSync(`${stem}.in`, subject.fed(options))
        cases.push({
          subject,
          options,
          case: {
            name: subject.name,
            place,
            pictures: `${stem}.in`,
            count: subject.count,
            input: model.inputShape,
            layout: live.format === 'pytorch' || live.format === 'safetensors' ? 'nchw' : options.layout,
            out: `${stem}.out`,
            failed: `${stem}.failed`,
          },
        })
      }
      if (cases.length > 0)
        await live.run(
          cases.map((one) => one.case),
          tools,
        )
      for (const { case: one, subject, options } of cases)
        add(compared(live, variant, one, subject.ours, subject.outputs, options.weights))
      rmSync(here, { recursive: true, force: true })
    }
}

async function inBatches(
  values: Float32Array,
  total: number,
  run: (values: Float32Array, count: number) => Promise<Float32Array>,
): Promise<Float32Array> {
  const each = values.length / total
  const results: number[] = []
  for (let from = 0; from < total; from += 50) {
    const part = Math.min(50, total - from)
    results.push(...(await run(values.subarray(from * each, (from + part) * each), part)))
  }
  return Float32Array.from(results)
}
