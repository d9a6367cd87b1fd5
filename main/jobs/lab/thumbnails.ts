import type { ThumbnailsAnswer, ThumbnailsQuestion } from '../../../shared/contract/jobs'
import type { ProblemDetails } from '../../../shared/problem'
import { imageBytes } from '../../data/dataSet'
import type { PictureEntry } from '../../data/listing/pictureListing'
import type { EncodedPicture, PictureTarget } from '../../data/pictures/pictureDecoder'
import type { LabBench } from './labBench'

/** Beside a picture that does not fill its square. */
const grey = 128
/** Pictures that are decoded in one call: a question that is given up ends after it. */
const together = 16
/** Bytes of files that are read at once. */
const mostBytes = 64 * 2 ** 20

/** Small pictures of files of the data, by name, whatever the network takes. */
export async function thumbnails(
  { project, projectFolder, names, side, fit }: ThumbnailsQuestion,
  bench: LabBench,
  signal: AbortSignal,
): Promise<ThumbnailsAnswer> {
  const files = await bench.files(project, projectFolder)
  const decoder = await bench.openDecoder()
  const target: PictureTarget = { shape: [side, side, 3], resize: fit, background: [grey, grey, grey] }
  const each = imageBytes(target.shape)
  const problems = new Map<string, ProblemDetails>()
  const pixels = new Map<string, Uint8Array>()
  let waiting: EncodedPicture[] = []
  const decodeWaiting = async () => {
    const into = new Uint8Array(waiting.length * each)
    const outcomes = await decoder.decode(waiting, target, into)
    for (const [k, { entry }] of waiting.entries()) {
      const problem = outcomes[k]?.problem
      if (problem) problems.set(entry.name, problem)
      // A copy: a view would take all of them along when it is sent.
      else {
        const own = into.slice(k * each, (k + 1) * each)
        pixels.set(entry.name, own)
        kept?.add(keyOf(entry), own)
      }
    }
    waiting = []
    // Others wait too, and this one may be given up.
    await new Promise((resolve) => setImmediate(resolve))
  }
  const kept = bench.thumbnails(side, fit)
  const keyOf = ({ name, size, modified }: PictureEntry) =>
    JSON.stringify([files.place, name, size, modified, decoder.version])
  let bytes = 0
  for (const name of new Set(names)) {
    signal.throwIfAborted()
    const entry = files.byName.get(name)
    const known = entry && kept?.get(keyOf(entry))
    if (known) {
      pixels.set(name, known)
      continue
    }
    const [found] = entry ? await files.listing.read([entry]) : []
    if (!entry || !found) problems.set(name, gone(name))
    else if (!(found instanceof Uint8Array)) problems.set(name, found)
    else {
      waiting.push({ entry, bytes: found })
      bytes += found.length
    }
    if (bytes < mostBytes && waiting.length < together) continue
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
