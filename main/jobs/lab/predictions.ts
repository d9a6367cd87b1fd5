import type { Guess, PredictionsAnswer, PredictionsQuestion } from '../../../shared/contract/jobs'
import { Problem } from '../../../shared/problem'
import { joined } from './joined'
import type { LabBench } from './labBench'
import { outlook, usedCheckpoint } from './outlook'

/** How many classes a prediction names. */
const named = 5

/** The likeliest classes of each picture; one that cannot be used has its Problem and holds the others up no more. */
export async function predictions(
  { subject, pictures }: PredictionsQuestion,
  bench: LabBench,
  signal: AbortSignal,
): Promise<PredictionsAnswer> {
  const run = await bench.run(subject.runFolder, subject.checkpoint)
  const { project, data } = run.job
  const found: PredictionsAnswer['predictions'] = []
  const seen: { pixels: Uint8Array; place: number }[] = []
  for (const [place, picture] of pictures.entries()) {
    signal.throwIfAborted()
    try {
      seen.push({ pixels: (await bench.picture(subject, project, picture)).pixels, place })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      found[place] = { problem: error.details }
    }
  }
  const { session } = await outlook(run, bench)
  for (let first = 0; first < seen.length; first += project.training.batchSize) {
    const batch = seen.slice(first, first + project.training.batchSize)
    const { probabilities } = session.call('predict', { images: joined(batch.map(({ pixels }) => pixels)) })
    for (const [k, { pixels, place }] of batch.entries())
      found[place] = { top: topOf(probabilities as Float32Array, k, data.classes), pixels }
    await new Promise((resolve) => setImmediate(resolve))
    signal.throwIfAborted()
  }
  return { ask: 'predictions', checkpoint: usedCheckpoint(run), size: [...data.imageShape], predictions: found }
}

/** The likeliest classes of row k, the first of equal ones first. */
export function topOf(probabilities: Float32Array, k: number, classes: readonly string[]): Guess[] {
  const own = probabilities.subarray(k * classes.length, (k + 1) * classes.length)
  const order = [...own.keys()].sort((a, b) => (own[b] as number) - (own[a] as number) || a - b)
  return order
    .slice(0, named)
    .map((c) => ({ class: c, name: classes[c] as string, probability: finite(own[c] as number) }))
}

const finite = (value: number): number => (Number.isFinite(value) ? value : 0)
