import { Problem } from '../../../shared/problem'
import type { Job } from '../../../shared/records/job'
import { imageBytes, type Split } from '../../data/dataSet'
import { dataSetPlace, readDataSetFile } from '../../data/version/dataSetFiles'
import type { JobContext } from '../jobContext'
import { openProjectData } from '../openProjectData'
import type { ProofPictures } from './proofs/proofPictures'

/** Pictures on which an export is run. */
const mostPictures = 200

/**
 * Real pictures of the run: of its test split, else of validation, else of training, spread over the split. Where its data cannot be
 * opened any more it is noise, with a warning.
 */
export async function openProofPictures(
  job: Job,
  runFolder: string,
  context: JobContext,
  signal: AbortSignal,
): Promise<ProofPictures> {
  try {
    return await realPictures(job, runFolder, context, signal)
  } catch (error) {
    if (!(error instanceof Problem) || signal.aborted) throw error
    context.post({
      event: 'warning',
      problem: {
        code: 'export-without-pictures',
        message: `the export is checked on noise, for the run's pictures cannot be opened: ${error.details.message}`,
        place: error.details.place,
      },
    })
    return drawnPictures(job)
  }
}

async function realPictures(
  job: Job,
  runFolder: string,
  context: JobContext,
  signal: AbortSignal,
): Promise<ProofPictures> {
  const frozen = await readDataSetFile(dataSetPlace(runFolder))
  const data = await openProjectData(job.project, {
    folder: job.projectFolder,
    context,
    signal,
    ...(frozen && { version: { exact: frozen } }),
  })
  try {
    const wanted: readonly Split[] = ['test', 'validation', 'train']
    const from = wanted.find((split) => data.count(split) > 0)
    if (!from || data.imageShape.join() !== job.data.imageShape.join())
      throw new Problem({ code: 'no-test-images', message: `${data.source} has no such pictures any more` })
    const all = data.count(from)
    const count = Math.min(all, mostPictures)
    const indices = Int32Array.from({ length: count }, (_, k) => Math.floor((k * all) / count))
    const pixels = new Uint8Array(count * imageBytes(data.imageShape))
    await data.read(from, indices, pixels)
    return { count, shape: data.imageShape, pixels, from, indices }
  } finally {
    await data.close?.()
  }
}

function drawnPictures({ data: { imageShape: shape } }: Job): ProofPictures {
  const count = 40
  const pixels = new Uint8Array(count * imageBytes(shape))
  let state = 1
  for (let i = 0; i < pixels.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    pixels[i] = state >>> 24
  }
  return { count, shape, pixels, from: 'drawn' }
}
