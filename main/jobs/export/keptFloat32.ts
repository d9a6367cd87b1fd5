import { elementCount, type Shape } from '../../../shared/graph/shape'
import type { ExportModel } from '../../formats/exportModel'
import { flatNetwork } from '../../formats/flatNetwork'
import { roundedToFloat16 } from '../../formats/float16'
import { isRoundable } from '../../formats/storedType'
import type { WeightSource } from '../../formats/weightSource'
import { type InferenceSession, openInference } from '../openInference'
import { allowedDifference, compareOutputs } from './compareOutputs'
import { type ProofPictures, proofBatch, runBatches } from './proofs/proofPictures'

/** What logits may differ by, however large they are. */
export const wantedDifference = 1e-2
/** The rest is for the other program's own rounding. */
const ownPart = 0.9
/** Of all numbers in kernels: a file that keeps more than that is hardly one of float16, and what is allowed at all has to do. */
const mostKept = 0.25

export interface KeptRequest {
  /** Ready to be written. */
  readonly model: ExportModel
  readonly pictures: ProofPictures
  /** The run's own. */
  readonly logits: Float32Array
  /** Arrays that were tried; what it throws ends the work. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/**
 * The arrays of a file of float16 that keep their precision: as few bytes as do for logits to be what the run's are. A few arrays, mostly
 * early and small, make nearly all of the difference: each is tried by itself, and those that cost most a byte are taken until it is right.
 */
export async function keptFloat32({ model, pictures, logits, onProgress }: KeptRequest): Promise<ReadonlySet<string>> {
  const kernels = [...model.weights.shapes].filter(([, shape]) => isRoundable(shape)).map(([name]) => name)
  if (model.weightType !== 'float16' || kernels.length === 0) return new Set()
  const all = new Set(kernels)
  const classes = model.classes.length
  const session = await openInference({
    network: flatNetwork(model),
    classes,
    weights: withRounded(model.weights, all),
  })
  try {
    const compared = async (kept: ReadonlySet<string>, limit: number) => {
      const rounded = new Set(kernels.filter((name) => !kept.has(name)))
      await session.change(withRounded(model.weights, rounded), all)
      return compareOutputs(logits, await run(session, model, pictures), classes, limit)
    }
    const wanted = wantedDifference * ownPart
    const plain = await compared(new Set(), wanted)
    if (plain.largest <= wanted && plain.top1Changed === 0) return new Set()
    const costs = await costsOf(session, kernels, { model, pictures, logits, onProgress })
    const size = (name: string) => elementCount(model.weights.shapes.get(name) as Shape)
    const share = (kept: ReadonlySet<string>) => sum([...kept], size) / sum(kernels, size)
    const dearest = [...kernels].sort((a, b) => cost(costs, b) / size(b) - cost(costs, a) / size(a))
    const enough = async (limit: number): Promise<ReadonlySet<string>> => {
      let tried = -1
      // Roundings of different arrays add up as random numbers do.
      for (let aim = limit; aim > limit / 1000; aim *= 0.7) {
        const kept = new Set(foremost(dearest, costs, (aim / plain.largest) ** 2))
        if (kept.size === tried) continue
        tried = kept.size
        const { largest, top1Changed } = await compared(kept, limit)
        if (largest <= limit && top1Changed === 0) return kept
      }
      return all
    }
    const kept = await enough(wanted)
    if (share(kept) <= mostKept) return kept
    const allowed = allowedDifference('float16', plain.magnitude) * ownPart
    return await enough(allowed)
  } finally {
    session.close()
  }
}

/** The fewest from the front on, behind which no more than this part of all cost is left. */
function foremost(names: readonly string[], costs: ReadonlyMap<string, number>, part: number): string[] {
  let left = sum(names, (name) => cost(costs, name))
  const most = left * part
  const taken: string[] = []
  for (const name of names) {
    if (left <= most) break
    taken.push(name)
    left -= cost(costs, name)
  }
  return taken
}

/** How far rounding each array alone moves the first pictures' logits: the sum of squares. */
async function costsOf(
  session: InferenceSession,
  kernels: readonly string[],
  { model, pictures, logits, onProgress }: KeptRequest,
): Promise<ReadonlyMap<string, number>> {
  const few = { ...pictures, count: Math.min(proofBatch, pictures.count), onBatch: undefined }
  await session.change(model.weights, new Set(kernels))
  const costs = new Map<string, number>()
  for (const [k, name] of kernels.entries()) {
    onProgress?.(k, kernels.length)
    const changed = new Set([name])
    await session.change(withRounded(model.weights, changed), changed)
    const found = await run(session, model, few)
    costs.set(
      name,
      found.reduce((total, value, i) => total + (value - (logits[i] as number)) ** 2, 0),
    )
    await session.change(model.weights, changed)
  }
  return costs
}

const run = (session: InferenceSession, { preprocessing }: ExportModel, pictures: ProofPictures) =>
  runBatches(pictures, { ...preprocessing, isInside: false }, (values) => session.logits(values))

/** Numbers as a file of float16 has them, of these arrays. */
const withRounded = (source: WeightSource, names: ReadonlySet<string>): WeightSource => ({
  shapes: source.shapes,
  read: async (name) => {
    const values = await source.read(name)
    return names.has(name) ? roundedToFloat16(values) : values
  },
})

const cost = (costs: ReadonlyMap<string, number>, name: string): number => costs.get(name) ?? 0
const sum = (names: readonly string[], of: (name: string) => number): number =>
  names.reduce((total, name) => total + of(name), 0)
