import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { browserScript } from '../../main/engine/browserScript'
import { formatOf } from '../../main/formats'
import { exportNetwork, type TrainedNetwork } from '../../main/formats/exportNetwork'
import { prepare } from '../../main/formats/passes/prepare'
import { allowedDifference, compareOutputs, type OutputDifference } from '../../main/jobs/export/compareOutputs'
import { keptFloat32 } from '../../main/jobs/export/keptFloat32'
import { proofs } from '../../main/jobs/export/proofs'
import { type ProofPictures, runBatches } from '../../main/jobs/export/proofs/proofPictures'
import { softmaxRows } from '../../main/jobs/export/softmaxRows'
import { openInference } from '../../main/jobs/openInference'
import { formatDescription, formatOptions } from '../../shared/formats/exportFormats'
import type { ExportWishes, FormatId } from '../../shared/formats/exportOptions'
import { scaleAndOffset } from '../../shared/training/normalization'

/** Pictures of smooth noise, the same everywhere. */
export function drawnPictures(shape: readonly [number, number, number], count = 8): ProofPictures {
  const pixels = new Uint8Array(count * shape[0] * shape[1] * shape[2])
  for (let i = 0; i < pixels.length; i++) {
    const at = i % (shape[1] * shape[2] * 8)
    pixels[i] =
      (Math.sin(i * 0.37 + Math.floor(i / (shape[0] * shape[1] * shape[2])) * 5) * 90 +
        Math.cos(at * 0.11) * 37 +
        128) &
      255
  }
  return { count, shape, pixels, from: 'drawn' }
}

/** What the network itself says, compiled by the studio's compiler. */
export async function ownLogits(trained: TrainedNetwork, pictures: ProofPictures): Promise<Float32Array> {
  const session = await openInference({
    network: trained.network,
    weights: trained.weights,
    classes: trained.classes.length,
    scaling: scaleAndOffset(trained.preprocessing.normalization),
  })
  try {
    return await runBatches(pictures, { scale: [1], offset: [0], isInside: true }, (values) => session.logits(values))
  } finally {
    session.close()
  }
}

export interface Ran extends OutputDifference {
  readonly allowed: number
  readonly place: string
  readonly kept: ReadonlySet<string>
}

/** Writes a model, loads it by its proof and compares: what the export job does, without a run. */
export async function runExport(
  trained: TrainedNetwork,
  pictures: ProofPictures,
  logits: Float32Array,
  format: FormatId,
  wishes: ExportWishes = {},
  folder?: string,
): Promise<Ran> {
  const description = formatDescription(format)
  const proof = proofs[format]
  if (!description || !proof) throw new Error(`${format} is not there`)
  const options = formatOptions(description, wishes)
  const prepared = prepare(exportNetwork(trained), options)
  const model = { ...prepared, keptFloat32: await keptFloat32({ model: prepared, pictures, logits }) }
  const refused = formatOf(format).refuse(model, options)
  if (refused.length > 0) throw new Error(`refused: ${refused.map(({ layer, what }) => `${layer.id}: ${what}`)}`)
  const into = folder ?? mkdtempSync(path.join(tmpdir(), 'layerloom-formats-'))
  mkdirSync(into, { recursive: true })
  const place = path.join(into, `${trained.name}${description.kind === 'file' ? description.extensions[0] : ''}`)
  await formatOf(format).write(model, options, place, { onProgress: () => undefined, browserScript: browserScript() })
  const classes = trained.classes.length
  const reference = options.output === 'probabilities' ? softmaxRows(logits, classes) : logits
  const magnitude = reference.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const allowed = allowedDifference(options.weights, magnitude)
  const ran: OutputDifference[] = []
  for (const { outputs } of [proof, ...(proof.others ?? [])])
    ran.push(compareOutputs(reference, await outputs(place, model, options, pictures), classes, allowed))
  const [worst] = ran.sort((a, b) => b.top1Changed - a.top1Changed || b.largest - a.largest)
  return { ...(worst as OutputDifference), allowed, place, kept: model.keptFloat32 }
}
