import { createHash } from 'node:crypto'
import path from 'node:path'
import type { ImportResult, ImportTask } from '../../../shared/contract/jobs'
import { elementCount } from '../../../shared/graph/shape'
import { inferNetwork } from '../../../shared/model/infer'
import { Problem } from '../../../shared/problem'
import { type Job, jobRecord } from '../../../shared/records/job'
import { Project, projectRecord } from '../../../shared/records/project'
import { formatRecord } from '../../../shared/records/record'
import { StartFrom } from '../../../shared/records/startFrom'
import type { TensorData } from '../../../shared/tensorData'
import { TrainingConfiguration } from '../../../shared/training/configuration'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { temporaryName } from '../../disk/owner'
import { realDisk } from '../../disk/realDisk'
import { removeLeftovers } from '../../disk/removeLeftovers'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import { readModel } from '../../formats/readModel'
import type { WeightSource } from '../../formats/weightSource'
import type { JobContext } from '../jobContext'
import { stopOf } from '../stopOf'
import { CheckpointStore } from '../train/checkpoints'
import { type ImportedParts, projectOf } from './projectOf'

/** What a checkpoint has beside weights, where nothing was trained yet. */
const counters: ReadonlyMap<string, TensorData> = new Map(
  ['step', 'seed'].map((name) => [name, { dtype: 'int32', shape: [], data: Int32Array.of(0) }]),
)

/** The run that an imported model is kept as. */
const runId = 'imported'

/**
 * Makes a project of a model file: its network on the canvas, and its weights as a run that `predict`, `evaluate`, `export` and
 * `train --from` take like any other. TensorFlow is not loaded, and no file is opened but the one that was named (and, of a
 * TensorFlow.js model, the shards beside it). The folder is whole or not there.
 */
export async function importModel(task: ImportTask, context: JobContext): Promise<ImportResult> {
  const signal = stopOf(context, 'import-stopped', 'the import')
  context.post({ event: 'working', what: 'reading the file' })
  const { format, model } = await readModel(task.file)
  const parts = projectOf(model, task)
  for (const problem of parts.notes) context.post({ event: 'warning', problem })
  const { tensors, hash } = await readWeights(parts, model.weights, context, signal, task.file)
  const folder = path.dirname(task.out)
  const temporary = path.join(folder, await temporaryName(path.basename(task.out)))
  try {
    await mustBeFree(task.out)
    await realDisk.makeFolder(folder)
    await removeLeftovers(realDisk, folder)
    await realDisk.makeNewFolder(temporary)
    await writeProject(temporary, task, parts, { tensors, hash })
    signal.throwIfAborted()
    await realDisk.syncFolder(temporary)
    await removeEmpty(task.out)
    await realDisk.rename(temporary, task.out)
    await realDisk.syncFolder(folder)
  } catch (error) {
    await realDisk.removeFolder(temporary).catch(() => undefined)
    throw diskProblem(error, 'the project', task.out)
  }
  return {
    task: 'import',
    format,
    project: task.out,
    run: path.join(task.out, 'runs', runId),
    layers: parts.network.layers.length,
    parameters: [...tensors.values()].reduce((sum, { data }) => sum + data.length, 0),
    inputShape: [...parts.inputShape],
    classes: [...parts.classes],
    normalization: parts.preprocessing.normalization,
    notUnderstood: [...parts.notes],
  }
}

interface Read {
  readonly tensors: ReadonlyMap<string, TensorData>
  /** sha256 over names, shapes and values. */
  readonly hash: string
}

/** The network's arrays. Throws a Problem for one that is missing, or that is not all numbers. */
async function readWeights(
  { network }: ImportedParts,
  source: WeightSource,
  context: JobContext,
  signal: AbortSignal,
  place: string,
): Promise<Read> {
  const tensors = new Map<string, TensorData>()
  const hash = createHash('sha256')
  const specs = [...inferNetwork(network).layers.values()].flatMap(({ spec, weights }) =>
    weights.map((weight) => ({ ...weight, name: `${spec.id}/${weight.name}` })),
  )
  const total = specs.reduce((sum, { shape }) => sum + elementCount(shape) * 4, 0)
  let done = 0
  let told = 0
  for (const { name, shape, role } of specs) {
    signal.throwIfAborted()
    const found = source.shapes.get(name)
    if (!found && role === 'batch-count') {
      tensors.set(name, { dtype: 'float32', shape, data: Float32Array.of(0) })
      continue
    }
    if (found?.join() !== shape.join())
      throw new Problem({
        code: 'import-weights',
        message: found
          ? `the array ${name} is [${found}], the network needs [${shape}]`
          : `the file has no array for ${name}`,
        remedy: 'get the file again',
        place,
      })
    // A copy: a view of the file's bytes would keep all of them.
    const data = Float32Array.from(await source.read(name))
    if (!allFinite(data))
      throw new Problem({
        code: 'import-not-finite',
        message: `the array ${name} has values that are no numbers, or infinite`,
        remedy: 'take the weights of an earlier step of that training',
        place,
      })
    hash.update(`${name}[${shape}]`).update(new Uint8Array(data.buffer))
    tensors.set(name, { dtype: 'float32', shape, data })
    done += data.byteLength
    if (Date.now() - told > 100) {
      told = Date.now()
      context.post({ event: 'working', what: 'reading weights', done, total })
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { tensors, hash: hash.digest('hex') }
}

function allFinite(values: Float32Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false
  return true
}

async function writeProject(
  folder: string,
  task: ImportTask,
  parts: ImportedParts,
  { tensors, hash }: Read,
): Promise<void> {
  const { network, inputShape, classes, preprocessing } = parts
  const project = Project.parse({
    format: 'layerloom-project',
    version: 1,
    name: task.name ?? path.basename(task.out),
    data: { source: task.data ?? 'pictures' },
    preprocessing,
    network,
    training: TrainingConfiguration.parse({}),
    startFrom: StartFrom.parse({ place: `runs/${runId}` }),
  })
  const run = path.join(folder, 'runs', runId)
  await realDisk.makeFolder(run)
  const versions = { layerloom: task.layerloom, tfjs: '-', tensorflow: '-', node: process.versions.node }
  const { startFrom: _, ...own } = project
  const job: Job = {
    format: 'layerloom-job',
    version: 1,
    id: runId,
    createdAt: new Date().toISOString(),
    projectFolder: task.out,
    project: own,
    seed: 0,
    data: {
      source: path.basename(task.file),
      hash,
      imageShape: [...inputShape],
      classes: [...classes],
      counts: { train: 0, validation: 0, test: 0 },
    },
    versions,
    device: 'cpu',
    engine: task.engine,
  }
  await writeFileAtomically(realDisk, path.join(run, jobRecord.file), formatRecord(jobRecord, job))
  const store = await CheckpointStore.open(path.join(run, 'checkpoints'))
  await store.save({
    progress: {
      step: 0,
      epoch: 0,
      batchInEpoch: 0,
      seed: 0,
      epochSums: {},
      optimizer: 'none',
      elapsedSeconds: 0,
      dataHash: hash,
      classes: [...classes],
      preprocessing,
      versions,
      device: 'cpu',
      engine: task.engine,
    },
    weights: tensors,
    slots: counters,
  })
  if (task.data === undefined) await realDisk.makeFolder(path.join(folder, 'pictures'))
  await writeFileAtomically(realDisk, path.join(folder, projectRecord.file), formatRecord(projectRecord, project))
}

async function mustBeFree(place: string): Promise<void> {
  const inside = await entriesOf(place)
  if (inside === undefined || inside.length === 0) return
  throw new Problem({
    code: 'folder-not-empty',
    message: `${path.basename(place)} is not empty`,
    remedy: 'name a new folder',
    place,
  })
}

async function removeEmpty(place: string): Promise<void> {
  if ((await entriesOf(place))?.length === 0) await realDisk.removeFolder(place)
}

async function entriesOf(place: string) {
  try {
    return await realDisk.list(place)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
