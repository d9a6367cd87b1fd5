import type { PredictTask } from '../../../shared/contract/jobs'
import { scaleAndOffset } from '../../../shared/training/normalization'
import type { PictureTarget } from '../../data/pictures/pictureDecoder'
import { readModel } from '../../formats/readModel'
import { softmaxRows } from '../export/softmaxRows'
import { projectOf } from '../import/projectOf'
import type { JobContext } from '../jobContext'
import { openInference } from '../openInference'
import { pictureTarget } from '../openProjectData'
import { openTrained } from '../openTrained'

/** A network that names the classes of pictures. */
export interface Predictor {
  readonly classes: readonly string[]
  /** How pictures are brought to its size. */
  readonly target: PictureTarget
  /** Pictures that are asked at once. */
  readonly batchSize: number
  /** NHWC bytes of pictures, one behind the other; [pictures, classes]. */
  probabilities(pixels: Uint8Array): Float32Array
  close(): void
}

/** Opens a run, or a model file. Exactly one of both is named. */
export async function openPredictor(task: PredictTask, context: JobContext): Promise<Predictor> {
  if (task.modelFile !== undefined) return openFile(task.modelFile, context)
  if (task.runFolder === undefined) throw new Error('neither a run nor a model file to predict with')
  const { job, subject, session } = await openTrained(task.runFolder, task.checkpoint, context)
  return {
    classes: subject.classes,
    target: pictureTarget(job.project),
    batchSize: job.project.training.batchSize,
    probabilities: (images) => session.call('predict', { images }).probabilities as Float32Array,
    close: () => session.close(),
  }
}

async function openFile(file: string, context: JobContext): Promise<Predictor> {
  const { model } = await readModel(file)
  const { network, classes, preprocessing, inputShape, notes } = projectOf(model, { file })
  for (const problem of notes) context.post({ event: 'warning', problem })
  const scaling = scaleAndOffset(preprocessing.normalization)
  const session = await openInference({ network, weights: model.weights, classes: classes.length, scaling })
  return {
    classes,
    target: { shape: inputShape, resize: preprocessing.resize, background: preprocessing.background },
    batchSize: 32,
    probabilities: (pixels) => softmaxRows(session.logits(Float32Array.from(pixels)), classes.length),
    close: () => session.close(),
  }
}
