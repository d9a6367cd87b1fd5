import path from 'node:path'
import { decoderCode } from '../pictures/openPictureDecoder'

/**
 * Whose verdicts and pixels a scan's are, known without loading TensorFlow: our own code, and the folder of the engine, whose name has
 * TensorFlow's version and a hash of how it was built.
 */
export const decoderIdentity = (): string =>
  `${decoderCode} engine-${path.basename(path.dirname(process.env.LAYERLOOM_ENGINE ?? ''))}`
