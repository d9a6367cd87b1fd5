import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { inferNetwork } from '../../../../shared/model/infer'
import type { Network } from '../../../../shared/model/network'
import { Problem } from '../../../../shared/problem'
import type { Normalization } from '../../../../shared/records/preprocessing'
import type { StartFrom } from '../../../../shared/records/startFrom'
import type { TensorData, TensorMap } from '../../../../shared/tensorData'
import { diskProblem } from '../../../disk/diskProblem'
import { renamedForZoo } from '../../../formats/keras/zooWeights'
import { readModel } from '../../../formats/readModel'
import { nonFiniteTensors } from '../../../formats/safetensors'
import type { WeightSource } from '../../../formats/weightSource'
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

/**
 * Reads the weights to begin with: a run's, or those of a model file of any format that is read. `folder`: from which a relative place
 * counts. Throws a Problem.
 */
export async function readForeignWeights(
  { place: given, checkpoint: choice }: StartFrom,
  folder: string,
  network: Network,
  context: JobContext,
): Promise<ForeignWeights> {
  const place = path.resolve(folder, given)
  context.post({ event: 'working', what: `reading the weights of ${path.basename(place)}` })
  if (await isRun(place)) {
    const { project, data } = await readJob(place)
    const { weights, state } = await chosenCheckpoint(place, choice, context)
    const { normalization } = project.preprocessing
    return { place, ...checked(weights, place), step: state.step, classes: data.classes, normalization }
  }
  const { model } = await readModel(place)
  return { place, ...checked(await tensorsOf(namedFor(network, model.weights)), place) }
}

/** A folder that is no model of TensorFlow.js: everything else is a model file. */
async function isRun(place: string): Promise<boolean> {
  try {
    return (await stat(place)).isDirectory() && !existsSync(path.join(place, 'model.json'))
  } catch (error) {
    throw diskProblem(error, 'the weights', place, 'read')
  }
}

/** Under the network's names: as they are, or as Keras' application of that network has them, whichever fits more. */
function namedFor(network: Network, found: WeightSource): WeightSource {
  const renamed = renamedForZoo(network, found)
  if (!renamed) return found
  const wanted = [...inferNetwork(network).layers.values()].flatMap(({ spec, weights }) =>
    weights.map(({ name }) => `${spec.id}/${name}`),
  )
  const hits = ({ shapes }: WeightSource) => wanted.filter((name) => shapes.has(name)).length
  return hits(renamed) > hits(found) ? renamed : found
}

async function tensorsOf({ shapes, read }: WeightSource): Promise<TensorMap> {
  const tensors = new Map<string, TensorData>()
  // Copies: a view of the file's bytes would keep all of them.
  for (const [name, shape] of shapes)
    tensors.set(name, { dtype: 'float32', shape, data: Float32Array.from(await read(name)) })
  return tensors
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
