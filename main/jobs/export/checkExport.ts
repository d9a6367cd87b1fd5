import type { ExportOptions } from '../../../shared/formats/exportOptions'
import { Problem } from '../../../shared/problem'
import type { ExportCheck } from '../../../shared/records/exportRecord'
import type { ExportModel } from '../../formats/exportModel'
import { allowedDifference, compareOutputs, largestOf, type OutputDifference } from './compareOutputs'
import type { Proof } from './proofs/proof'
import type { ProofPictures } from './proofs/proofPictures'
import { softmaxRows } from './softmaxRows'

export interface CheckRequest {
  readonly place: string
  readonly model: ExportModel
  readonly options: ExportOptions
  readonly pictures: ProofPictures
  /** The run's own logits. */
  readonly logits: Float32Array
  readonly proof: Proof
}

/**
 * Runs the written file and holds its output against the run's. Throws `export-proof-failed` with the figures where it is not the
 * same: there is no way around it.
 */
export async function checkExport({
  place,
  model,
  options,
  pictures,
  logits,
  proof,
}: CheckRequest): Promise<ExportCheck> {
  const classes = model.classes.length
  const reference = model.outputKind === 'probabilities' ? softmaxRows(logits, classes) : logits
  const magnitude = reference.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const allowed = allowedDifference(options.weights, magnitude)
  const tried = async ({ outputs }: Proof) => {
    const found = await outputs(place, model, options, pictures)
    return { found, ...compareOutputs(reference, found, classes, allowed) }
  }
  const isRight = (one: OutputDifference) => one.largest <= allowed && one.top1Changed === 0
  let worst = await tried(proof)
  for (const other of proof.others ?? []) {
    if (!isRight(worst)) break
    const next = await tried(other)
    if (!isRight(next) || next.largest > worst.largest) worst = next
  }
  const { found, largest, top1Changed, ties, each } = worst
  if (isRight(worst))
    return {
      images: pictures.count,
      from: pictures.from,
      maxLogitDifference: largest,
      allowed,
      top1Changed,
      ties,
      way: [proof, ...(proof.others ?? [])].map(({ way }) => way).join('; and '),
      ...(pictures.indices && {
        pictures: each.map((difference, k) => ({ index: pictures.indices?.[k] as number, difference })),
        worst: worstOf(each).map((k) => {
          const best = largestOf(reference, k * classes, classes)
          const [studio, file] = [reference, found].map((values) => values[k * classes + best] as number)
          return { index: pictures.indices?.[k] as number, class: best, studio: studio as number, file: file as number }
        }),
      }),
    }
  throw new Problem({
    code: 'export-proof-failed',
    message: `the written file does not do what the run does: on ${pictures.count} pictures its ${model.outputKind} differ by up to ${largest.toExponential(2)} (${allowed.toExponential(1)} is allowed) and ${top1Changed} of them get another class`,
    remedy:
      options.weights === 'float16'
        ? 'export it with float32 weights; the file was not kept'
        : 'report it with the network: this is a fault of Layerloom; the file was not kept',
  })
}

const mostNamed = 6

/** The pictures that differ most, the most different first. */
const worstOf = (each: readonly number[]): number[] =>
  [...each.keys()].sort((a, b) => (each[b] as number) - (each[a] as number) || a - b).slice(0, mostNamed)
