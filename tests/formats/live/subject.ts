import type { ExportModel } from '../../../main/formats/exportModel'
import { roundedToFloat16 } from '../../../main/formats/float16'
import { storedType } from '../../../main/formats/storedType'
import { keptFloat32 } from '../../../main/jobs/export/keptFloat32'
import { fedBatches } from '../../../main/jobs/export/proofs/proofPictures'
import type { ExportOptions, ExportWishes } from '../../../shared/formats/exportOptions'
import { inferNetwork } from '../../../shared/model/infer'
import { zooNetwork } from '../../../shared/zoo'
import { seededValues } from '../../seededValues'
import { engineOutputs } from '../engineOutputs'
import { examNetworks } from '../examNetworks'
import { exported } from '../exported'
import { randomWeights } from '../randomWeights'
import { calibratedWeights, withLogitsOfOrder } from './calibrated'
import type { families } from './families'
import { livePictures } from './pictures'

const classes = 5
/** Pictures that are run in float64 as well: it is slow. */
const counted = 10
/** Pictures that are run in one go. */
const atOnce = 200

/** A model with what our own engine makes of the pictures. */
export interface Subject {
  readonly name: string
  readonly model: ExportModel
  readonly ours: Float32Array
  /** The same in float64, of the first pictures: how far float32 alone is off. */
  readonly exact?: Float32Array
  /** What our engine makes of them with weights as a file of float16 has them: what a file with such weights has to give. */
  readonly rounded?: Float32Array
  readonly outputs: number
  /** float32 NHWC as the model takes it: pixels, or normalized. */
  fed(options: ExportOptions): Float32Array
  readonly count: number
  /** What is wished of every variant. */
  readonly always: ExportWishes
}

export async function zooSubject([name, size, channels]: (typeof families)[number], count: number): Promise<Subject> {
  const shape = [size, size, channels] as const
  const pictures = await livePictures(shape, count)
  const network = zooNetwork(name).build({ input: shape, classes })
  const normalized = Float32Array.from(pictures.pixels, (value) => Math.fround(value * Math.fround(1 / 255)))
  const weights = await calibratedWeights(network, classes, pictures)
  const run = (values: Float32Array, part: number) => engineOutputs(network, classes, weights, { count: part, values })
  const each = normalized.length / count
  const some = normalized.subarray(0, Math.min(counted, count) * each)
  await withLogitsOfOrder(network, weights, () => run(some, some.length / each))
  const ours = await inBatches(normalized, count, run)
  const exact = await engineOutputs(network, classes, weights, {
    count: some.length / each,
    values: some,
    isFloat64: true,
  })
  const plain = exported(network, classes, weights)
  const proof = { count, shape, pixels: pictures.pixels, from: 'test' } as const
  const kept = await keptFloat32({ model: { ...plain, weightType: 'float16' }, pictures: proof, logits: ours })
  const model: ExportModel = { ...plain, keptFloat32: kept }
  const halves = new Map(
    [...weights].map(([name, one]) => [
      name,
      storedType({ ...model, weightType: 'float16' }, name, one.shape) === 'float16'
        ? { ...one, data: roundedToFloat16(one.data as Float32Array) }
        : one,
    ]),
  )
  const rounded = await inBatches(normalized, count, (values, part) =>
    engineOutputs(network, classes, halves, { count: part, values }),
  )
  const fed = ({ preprocessing }: ExportOptions) =>
    joined(
      [...fedBatches(proof, { ...model.preprocessing, isInside: preprocessing === 'inside' })].map(
        ({ values }) => values,
      ),
    )
  return { name, model, ours, exact, rounded, outputs: classes, fed, count, always: {} }
}

/** All exam networks at once: they are small. */
export async function layerSubjects(): Promise<Subject[]> {
  const subjects: Subject[] = []
  for (const { name, network, outputs, input } of await examNetworks()) {
    if (input.length !== 3) continue
    const weights = randomWeights(inferNetwork(network).layers.values())
    const values = seededValues(3, 2 * input.reduce((product, size) => product * size, 1))
    const ours = await engineOutputs(network, outputs, weights, { count: 2, values })
    const model = exported(network, outputs, weights)
    subjects.push({ name, model, ours, outputs, fed: () => values, count: 2, always: { preprocessing: 'outside' } })
  }
  return subjects
}

async function inBatches(
  values: Float32Array,
  total: number,
  run: (values: Float32Array, count: number) => Promise<Float32Array>,
): Promise<Float32Array> {
  const each = values.length / total
  const results: Float32Array[] = []
  for (let from = 0; from < total; from += atOnce) {
    const part = Math.min(atOnce, total - from)
    results.push(await run(values.subarray(from * each, (from + part) * each), part))
  }
  return joined(results)
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
