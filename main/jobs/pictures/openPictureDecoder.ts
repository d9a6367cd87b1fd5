import { imageBytes } from '../../data/dataSet'
import type { FileProblem } from '../../data/listing/pictureListing'
import { inspectPicture, usualPixelBudget } from '../../data/pictures/inspectPicture'
import type { DecodeOutcome, EncodedPicture, PictureDecoder, PictureTarget } from '../../data/pictures/pictureDecoder'
import type { PictureHeader } from '../../data/pictures/pictureHeader'
import { PictureRefused } from '../../data/pictures/pictureRefusal'
import { decodeSmallPng } from '../../data/pictures/smallPng'
import { tensorflowVersion } from '../../engine/tensorflow'
import { DecodeCalls } from './decodeCalls'
import { decodePlanned, type Placeable } from './decodePlanned'
import { sharpVersion } from './loadSharp'
import { pictureNotes } from './pictureNotes'
import { planPicture } from './planPicture'

/** To be raised when pixels change though neither TensorFlow nor sharp did. */
const ownVersion = 2

/** What the pixels depend on beside TensorFlow: known before that is loaded. */
export const decoderCode = `layerloom-${ownVersion} sharp-${sharpVersion}`

/** Raw rows of bytes that may wait for a call. */
const mostRawBytes = 64 * 2 ** 20

/** Opens the decoder. Its graphs and the decoder of rare formats are made when a picture first needs them. */
export async function openPictureDecoder({ mostPixels = usualPixelBudget } = {}): Promise<PictureDecoder> {
  const calls = new DecodeCalls()
  return {
    version: `${decoderCode} tensorflow-${tensorflowVersion()}`,
    async decode(pictures, target, into) {
      const each = imageBytes(target.shape)
      if (into.length !== pictures.length * each)
        throw new Error(`${into.length} bytes for ${pictures.length} pictures of ${each}`)
      into.fill(0)
      const outcomes: DecodeOutcome[] = []
      const waiting: Placeable[] = []
      const decodeWaiting = () =>
        decodePlanned(calls, waiting.splice(0), target, into, (position, error) => {
          outcomes[position] = refused((pictures[position] as EncodedPicture).entry, undecodable(error))
        })
      let rawBytes = 0
      for (const [position, { entry, bytes }] of pictures.entries()) {
        const { refusal, header } = inspectPicture(bytes, { mostPixels })
        outcomes[position] = header ? { notes: pictureNotes(header, entry.name) } : refused(entry, refusal)
        if (!header) continue
        if (isTaken(bytes, header, target, into.subarray(position * each, (position + 1) * each))) continue
        try {
          const planned = await planPicture(bytes, header, target, mostPixels)
          waiting.push({ ...planned, position })
          if (planned.rawSize) rawBytes += planned.file.length
        } catch (error) {
          if (!(error instanceof PictureRefused)) throw error
          outcomes[position] = refused(entry, error.refusal)
        }
        if (rawBytes > mostRawBytes) {
          await decodeWaiting()
          rawBytes = 0
        }
      }
      await decodeWaiting()
      return outcomes
    },
    close: () => calls.close(),
  }
}

/** A small PNG of the target's size is decoded at once. */
function isTaken(
  bytes: Uint8Array,
  header: PictureHeader,
  { shape: [height, width, channels] }: PictureTarget,
  into: Uint8Array,
): boolean {
  const isSame = header.height === height && header.width === width && header.orientation === 1
  return isSame && decodeSmallPng(bytes, header, channels, into)
}

const refused = ({ name }: EncodedPicture['entry'], reason: Omit<FileProblem, 'place'>): DecodeOutcome => ({
  problem: { ...reason, place: name },
  notes: [],
})

/** TensorFlow's words for data that do not decode, without the node that they happened in. A fault of ours is no picture's. */
function undecodable(error: unknown): Omit<FileProblem, 'place'> {
  if (error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError) throw error
  const said = (error instanceof Error ? error.message : String(error)).split('\n')[0] as string
  return {
    code: 'picture-damaged',
    message: `the file cannot be decoded: ${said.replace(/\{\{.*|\[\[.*/, '').trim()}`,
    remedy: 'save the picture anew, or leave it out',
  }
}
