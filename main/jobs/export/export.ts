import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import type { ExportResult, ExportTask } from '../../../shared/contract/jobs'
import { formatOptions } from '../../../shared/formats/exportFormats'
import type { ExportOptions } from '../../../shared/formats/exportOptions'
import { Problem } from '../../../shared/problem'
import { ExportRecord } from '../../../shared/records/exportRecord'
import type { Job } from '../../../shared/records/job'
import { scaleAndOffset } from '../../../shared/training/normalization'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { openLines } from '../../disk/jsonLines'
import { temporaryName } from '../../disk/owner'
import { realDisk } from '../../disk/realDisk'
import { removeLeftovers } from '../../disk/removeLeftovers'
import { browserScript } from '../../engine/browserScript'
import { formatOf } from '../../formats'
import type { ExportModel } from '../../formats/exportModel'
import { exportNetwork, type TrainedNetwork } from '../../formats/exportNetwork'
import type { Format, LayerRefusal } from '../../formats/format'
import { prepare } from '../../formats/passes/prepare'
import { isRoundable } from '../../formats/storedType'
import type { TrainingSource } from '../../formats/trainingSource'
import type { JobContext } from '../jobContext'
import { openInference } from '../openInference'
import { startEngine } from '../startEngine'
import { stopOf } from '../stopOf'
import { checkExport } from './checkExport'
import { type ExportPlace, exportPlace } from './exportPlace'
import { keptFloat32 } from './keptFloat32'
import { openProofPictures } from './openProofPictures'
import { proofs } from './proofs'
import type { Proof } from './proofs/proof'
import { type ProofPictures, runBatches } from './proofs/proofPictures'
import { putInPlace } from './putInPlace'
import { type Exported, readTrainedNetwork } from './trainedNetwork'
import { writeBeside } from './writeBeside'

/**
 * Writes a run's network in another program's format, loads the file by another way, runs it on the run's own pictures, and gives it
 * its name only if it does what the run does. A kill at any moment leaves no half of it under the final name.
 */
export async function exportRun(task: ExportTask, context: JobContext): Promise<ExportResult> {
  const signal = stopOf(context, 'export-stopped', 'the export')
  const format = formatOf(task.format)
  const proof = proofs[task.format]
  if (!proof) throw new Error(`${task.format} has no proof`)
  const options = formatOptions(format.description, task.options)
  const place = await exportPlace(format.description, task.out, task.overwrite)
  const opened = await readTrainedNetwork(task, context)
  try {
    return await exportOpened(task, context, { format, proof, options, place, signal }, opened)
  } finally {
    await opened.close()
  }
}

interface Wanted {
  readonly format: Format
  readonly proof: Proof
  readonly options: ExportOptions
  readonly place: ExportPlace
  readonly signal: AbortSignal
}

async function exportOpened(
  task: ExportTask,
  context: JobContext,
  { format, proof, options, place, signal }: Wanted,
  { job, checkpoint, trained }: Exported,
): Promise<ExportResult> {
  const prepared = prepare(exportNetwork(trained), options)
  expectHeld(format, prepared, options)

  startEngine(task, ({ details }) => context.post({ event: 'warning', problem: details }))
  const working = (what: string, done?: number, total?: number) =>
    context.post({ event: 'working', what, ...(done !== undefined && { done, total }) })
  const chosen = await openProofPictures(job, task.runFolder, context, signal)
  const watching = (what: string): ProofPictures => ({
    ...chosen,
    onBatch(done) {
      signal.throwIfAborted()
      if (done > 0) working(what, done, chosen.count)
    },
  })
  working("running the run's own network")
  const logits = await ownLogits(trained, job, watching("running the run's own network"))
  signal.throwIfAborted()
  const kept = await keptFloat32({
    model: prepared,
    pictures: { ...chosen, onBatch: () => signal.throwIfAborted() },
    logits,
    onProgress(done, total) {
      signal.throwIfAborted()
      working('looking for weights that float16 is too coarse for', done, total)
    },
  })
  const model: ExportModel = { ...prepared, keptFloat32: kept }
  expectHeld(format, model, options)

  const folder = path.dirname(place.final)
  const temporary = path.join(folder, await temporaryName(path.basename(place.final)))
  const isFolder = format.description.kind === 'folder'
  const aside = isFolder ? temporary : path.join(folder, await temporaryName(path.basename(place.beside)))
  try {
    await realDisk.makeFolder(folder)
    await removeLeftovers(realDisk, folder)
    let told = 0
    await format.write(model, options, temporary, {
      signal,
      browserScript: browserScript(),
      onProgress(done, total) {
        if (done < total && Date.now() - told < 100) return
        told = Date.now()
        working(`writing ${format.description.name}`, done, total)
      },
    })
    working('loading the file and running it')
    const pictures = watching('running the file')
    const check = await checkExport({ place: temporary, model, options, pictures, logits, proof })
    signal.throwIfAborted()
    const record: ExportRecord = ExportRecord.parse({
      createdAt: new Date().toISOString(),
      format: task.format,
      options,
      path: place.final,
      beside: place.beside,
      bytes: await bytesOf(temporary),
      ...(kept.size > 0 && { keptFloat32: { arrays: kept.size, of: roundable(model) } }),
      checkpoint,
      check,
    })
    if (!isFolder) await realDisk.makeNewFolder(aside)
    await writeBeside(realDisk, aside, {
      model,
      options,
      format,
      record,
      training: trainingSource(trained, job, model),
    })
    if (!isFolder) await putInPlace(realDisk, aside, place.beside, 'folder')
    await putInPlace(realDisk, temporary, place.final, format.description.kind)
    await remember(task.runFolder, record, context)
    return { task: 'export', record }
  } catch (error) {
    for (const left of new Set([temporary, aside])) await realDisk.removeFolder(left).catch(() => undefined)
    throw diskProblem(error, 'the export', place.final)
  }
}

const trainingSource = (
  { name, classes, preprocessing }: TrainedNetwork,
  job: Job,
  model: ExportModel,
): TrainingSource => ({
  name,
  project: job.project,
  classes,
  ...scaleAndOffset(preprocessing.normalization),
  inputShape: model.inputShape,
})

/** What the run's network says, compiled from the run itself: nothing of the export is in it. */
async function ownLogits(trained: TrainedNetwork, job: Job, pictures: ProofPictures): Promise<Float32Array> {
  const { network, weights, classes } = trained
  const scaling = scaleAndOffset(job.project.preprocessing.normalization)
  const session = await openInference({ network, weights, classes: classes.length, scaling })
  try {
    return await runBatches(pictures, { scale: [1], offset: [0], isInside: true }, (values) => session.logits(values))
  } finally {
    session.close()
  }
}

const roundable = ({ weights }: ExportModel): number =>
  [...weights.shapes.values()].filter((shape) => isRoundable(shape)).length

function expectHeld(format: Format, model: ExportModel, options: ExportOptions): void {
  const refused = format.refuse(model, options)
  if (refused.length > 0) throw cannotHold(format, refused)
}

function cannotHold({ description: { name } }: Format, refused: readonly LayerRefusal[]): Problem {
  const shown = refused.slice(0, 5).map(({ layer, what }) => `${layer.id} (${what})`)
  const more = refused.length > 5 ? ` and ${refused.length - 5} more` : ''
  const remedies = [...new Set(refused.map(({ remedy }) => remedy))]
  return new Problem({
    code: 'export-unsupported-layer',
    layer: refused[0]?.layer.id,
    message: `${name} cannot hold ${shown.join(', ')}${more}`,
    remedy: remedies.slice(0, 3).join('; or '),
  })
}

async function bytesOf(place: string): Promise<number> {
  const found = await lstat(place)
  if (!found.isDirectory()) return found.size
  const names = await readdir(place)
  const sizes = await Promise.all(names.map((name) => bytesOf(path.join(place, name))))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Adds the export to the run's history; a run in a folder that we may not write is exported all the same. */
async function remember(runFolder: string, record: ExportRecord, context: JobContext): Promise<void> {
  const file = path.join(runFolder, 'exports.jsonl')
  try {
    const lines = await openLines(realDisk, file)
    try {
      await lines.append([record])
      await lines.sync()
    } finally {
      await lines.close()
    }
  } catch (error) {
    if (errorCode(error) === 'EACCES' || errorCode(error) === 'EROFS') return
    const problem = diskProblem(error, "the run's list of exports", file)
    if (!(problem instanceof Problem)) throw error
    context.post({ event: 'warning', problem: problem.details })
  }
}
