import { stat } from 'node:fs/promises'
import path from 'node:path'
import { Problem } from '../../shared/problem'
import type { DataReference } from '../../shared/records/dataReference'
import { errorCode } from '../disk/disk'
import { diskProblem } from '../disk/diskProblem'
import { checkTrainable } from './checkTrainable'
import type { DataSet } from './dataSet'
import { describePictures, type PictureDescription } from './describePictures'
import { openPictures } from './openPictures'
import type { OpenOptions, Source } from './source'
import { cifarBinary } from './sources/cifarBinary'
import { idx } from './sources/idx'
import { sampleDigits } from './sources/sampleDigits'
import { sampleShapes } from './sources/sampleShapes'

/** Every kind of place that we read; the first that accepts one opens it. */
export const sources: readonly Source[] = [sampleDigits, sampleShapes, idx, cifarBinary]

/**
 * Opens what a project's data reference names. Throws a Problem if it is missing, is of no kind that we read, or holds nothing that
 * could be trained on (no images, one class).
 */
export async function openDataSet(reference: DataReference, options: OpenOptions = {}): Promise<DataSet> {
  const place = placeOf(reference, options)
  const kind = await kindOf(place)
  const data = kind ? await kind.open(place, reference, options) : await openPictures(place, reference, options)
  if (!data) throw await unknownSource(reference.source, place)
  checkTrainable(data, place)
  return data
}

/** What a data reference names, without a decoder: picture files are listed and some of their headers read, other data are opened. */
export async function describeDataSet(
  reference: DataReference,
  options: OpenOptions = {},
): Promise<DataSet | PictureDescription> {
  const place = placeOf(reference, options)
  if (await kindOf(place)) return openDataSet(reference, options)
  const pictures = await describePictures(place, reference, options)
  if (!pictures) throw await unknownSource(reference.source, place)
  return pictures
}

/** The absolute path that a reference names, or the sample. */
export const placeOf = ({ source }: DataReference, { folder = '.' }: OpenOptions): string =>
  source.startsWith('sample:') ? source : path.resolve(folder, source)

/** The kind that reads a place; `undefined` for picture files and for what nobody reads. */
export async function kindOf(place: string): Promise<Source | undefined> {
  for (const kind of sources) if (await kind.accepts(place)) return kind
  return undefined
}

/** Why a place is no data: it is not there, cannot be read, or holds nothing of a kind that we know. */
export async function unknownSource(source: string, place: string): Promise<unknown> {
  const samples = 'sample:digits and sample:shapes'
  if (source.startsWith('sample:'))
    return new Problem({
      code: 'data-unknown-sample',
      message: `there is no ${source}`,
      remedy: `use one of ${samples}`,
    })
  try {
    await stat(place)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') return diskProblem(error, source, place, 'read')
    return new Problem({
      code: 'data-missing',
      message: `the data ${source} is not there`,
      remedy: `check the path, or try ${samples}`,
      place,
    })
  }
  return new Problem({
    code: 'data-unknown-kind',
    message: `${source} holds no data that this version reads`,
    remedy: `name a folder with one folder of pictures a class (or a zip of one, or a CSV of paths and labels), a folder with MNIST-style IDX files (train-images-idx3-ubyte, train-labels-idx1-ubyte) or CIFAR's binary batches (data_batch_1.bin), or ${samples}`,
    place,
  })
}
