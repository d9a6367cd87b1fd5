import type { PredictResult, PredictTask } from '../../../shared/contract/jobs'
import { yieldToOthers } from '../../data/yieldToOthers'
import type { JobContext } from '../jobContext'
import { openPictureDecoder } from '../pictures/openPictureDecoder'
import { startEngine } from '../startEngine'
import { openPredictor } from './predictor'
import { type Picture, readPictures } from './readPictures'

/** How many classes a prediction names. */
const named = 5

/** The likeliest classes of each picture. */
export async function predict(task: PredictTask, context: JobContext): Promise<PredictResult> {
  startEngine(task, ({ details }) => context.post({ event: 'warning', problem: details }))
  const predictor = await openPredictor(task, context)
  const decoder = await openPictureDecoder()
  try {
    const predictions: PredictResult['predictions'] = []
    const answer = async (batch: readonly Picture[]) => {
      const probabilities = predictor.probabilities(joined(batch))
      predictions.push(...batch.map((picture, k) => predictionOf(picture, probabilities, k, predictor.classes)))
      await yieldToOthers()
    }
    let batch: Picture[] = []
    for await (const picture of readPictures(task.images, decoder, predictor.target)) {
      batch.push(picture)
      if (batch.length < predictor.batchSize) continue
      await answer(batch)
      batch = []
    }
    if (batch.length > 0) await answer(batch)
    return { task: 'predict', predictions }
  } finally {
    decoder.close()
    predictor.close()
  }
}

function joined(pictures: readonly Picture[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(pictures.map(({ pixels }) => pixels)))
}

function predictionOf({ path, index }: Picture, probabilities: Float32Array, k: number, classes: readonly string[]) {
  const own = probabilities.subarray(k * classes.length, (k + 1) * classes.length)
  const order = [...own.keys()].sort((a, b) => (own[b] as number) - (own[a] as number) || a - b)
  const top = order.slice(0, named).map((c) => ({ class: classes[c] as string, probability: own[c] as number }))
  return { path, ...(index !== undefined && { index }), top }
}
