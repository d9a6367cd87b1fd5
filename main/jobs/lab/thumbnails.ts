import type { ThumbnailsAnswer, ThumbnailsQuestion } from '../../../shared/contract/jobs'
import type { ProblemDetails } from '../../../shared/problem'
import { imageBytes } from '../../data/dataSet'
import type { EncodedPicture, PictureTarget } from '../../data/pictures/pictureDecoder'
import type { LabBench } from './labBench'

/** Beside a picture that does not fill its square. */
const grey = 128
/** Bytes of files that are read at once. */
const mostBytes = 64 * 2 ** 20

/** Small pictures of files of the data, by name, whatever the network takes. */
export async function thumbnails(
  { project, projectFolder, names, side, fit }: ThumbnailsQuestion,
  bench: LabBench,
  signal: AbortSignal,
): Promise<ThumbnailsAnswer> {
  const files = await bench.files(project, projectFolder)
  const target: PictureTarget = { shape: [side, side, 3], resize: fit, background: [grey, grey, grey] }
  const each = imageBytes(target.shape)
  const problems = new Map<string, ProblemDetails>()
  const pixels = new Map<string, Uint8Array>()
  let waiting: EncodedPicture[] = []
  const decodeWaiting = async () => {
    const into = new Uint8Array(waiting.length * each)
    const outcomes = await (await bench.openDecoder()).decode(waiting, target, into)
    for (const [k, { entry }] of waiting.entries()) {
      const problem = outcomes[k]?.problem
      if (problem) problems.set(entry.name, problem)
      // A copy: a view would take all of them along when it is sent.
      else pixels.set(entry.name, into.slice(k * each, (k + 1) * each))
    }
    waiting = []
  }
  let bytes = 0
  for (const name of new Set(names)) {
    signal.throwIfAborted()
    const entry = files.byName.get(name)
    const [found] = entry ? await files.listing.read([entry]) : []
    if (!entry || !found) problems.set(name, gone(name))
    else if (!(found instanceof Uint8Array)) problems.set(name, found)
    else {
      waiting.push({ entry, bytes: found })
      bytes += found.length
    }
    if (bytes < mostBytes) continue
    await decodeWaiting()
    bytes = 0
  }
  await decodeWaiting()
  return {
    ask: 'thumbnails',
    side,
    pictures: names.map((name) => {
      const found = pixels.get(name)
      return found ? { name, pixels: found } : { name, problem: problems.get(name) ?? gone(name) }
    }),
  }
}

const gone = (name: string): ProblemDetails => ({
  code: 'missing',
  message: 'the file is not there any more',
  remedy: 'bring it back, or scan the data again',
  place: name,
})
