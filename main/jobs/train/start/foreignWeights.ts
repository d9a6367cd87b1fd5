import { createHash } from 'node:crypto'
import path from 'node:path'
import { Problem } from '../../../../shared/problem'
import type { Normalization } from '../../../../shared/records/preprocessing'
import type { StartFrom } from '../../../../shared/records/startFrom'
import type { TensorMap } from '../../../../shared/tensorData'
import { diskProblem } from '../../../disk/diskProblem'
import { realDisk } from '../../../disk/realDisk'
import { nonFiniteTensors, readSafetensors } from '../../../formats/safetensors'
import { chosenCheckpoint } from '../../chosenCheckpoint'
import type { JobContext } from '../../jobContext'
import { readJob } from '../jobFile'

/** Weights of somebody else, by name. */
export interface ForeignWeights {
  /** Absolute. */
  readonly place: string
  readonly weights: TensorMap
  readonly sha256: string
  /** Of a run, what is known of them. */
  readonly step?: number
  readonly classes?: readonly string[]
  readonly normalization?: Normalization
}

/** Reads the weights to begin with: a run's, or a file's. `folder`: from which a relative place counts. Throws a Problem. */
export async function readForeignWeights(
  { place: given, checkpoint: choice }: StartFrom,
  folder: string,
  context: JobContext,
): Promise<ForeignWeights> {
  const place = path.resolve(folder, given)
  context.post({ event: 'working', what: `reading the weights of ${path.basename(place)}` })
  if (!place.endsWith('.safetensors')) {
    const { project, data } = await readJob(place)
    const { weights, state } = await chosenCheckpoint(place, choice, context)
    const { normalization } = project.preprocessing
    return { place, ...checked(weights, place), step: state.step, classes: data.classes, normalization }
  }
  try {
    return { place, ...checked((await readSafetensors(realDisk, place)).tensors, place) }
  } catch (error) {
    throw diskProblem(error, 'the weights', place, 'read')
  }
}

function checked(weights: TensorMap, place: string): { weights: TensorMap; sha256: string } {
  const [broken] = nonFiniteTensors(weights)
  if (broken !== undefined)
    throw new Problem({
      code: 'weights-not-finite',
      message: `${broken} has numbers that are not finite`,
      remedy: 'begin with an earlier checkpoint, or with other weights',
      place,
    })
  const hash = createHash('sha256')
  for (const [name, { dtype, shape, data }] of [...weights].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${name} ${dtype} ${shape}\n`).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  return { weights, sha256: hash.digest('hex') }
}
