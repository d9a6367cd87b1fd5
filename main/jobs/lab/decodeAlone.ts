import type { LabPicture } from '../../../shared/contract/jobs'
import { mostPictureBytes } from '../../../shared/contract/jobs'
import { Problem } from '../../../shared/problem'
import type { PictureDecoder, PictureTarget } from '../../data/pictures/pictureDecoder'
import { diskProblem } from '../../disk/diskProblem'
import { readFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'

/** A picture from outside the data set, by the one decoder, which looks at its header first. Throws the Problem that it has with it. */
export async function decodeAlone(
  decoder: PictureDecoder,
  picture: Extract<LabPicture, { file: string } | { bytes: Uint8Array }>,
  target: PictureTarget,
  into: Uint8Array,
): Promise<void> {
  const bytes = 'bytes' in picture ? picture.bytes : await contents(picture.file)
  const name = 'file' in picture ? picture.file : 'the picture'
  const entry = { name, className: '', split: undefined, size: bytes.length, modified: 0 }
  const [outcome] = await decoder.decode([{ entry, bytes }], target, into)
  if (outcome?.problem) throw new Problem(outcome.problem)
}

async function contents(file: string): Promise<Uint8Array> {
  try {
    return await readFile(realDisk, file, mostPictureBytes)
  } catch (error) {
    if (error instanceof RangeError)
      throw new Problem({
        code: 'file-too-large',
        message: `the file has more than ${mostPictureBytes / 2 ** 20} MB`,
        remedy: 'use a smaller picture',
        place: file,
      })
    throw diskProblem(error, 'the picture', file, 'read')
  }
}
