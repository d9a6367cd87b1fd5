import path from 'node:path'
import type { PreviewTask } from '../../../shared/contract/jobs'
import { Problem } from '../../../shared/problem'
import type { DataReference } from '../../../shared/records/dataReference'
import { Preprocessing } from '../../../shared/records/preprocessing'
import type { Augmentation } from '../../../shared/training/augmentation/augmentation'
import { type Batch, batches } from '../../data/batches'
import { type DataSet, type ImageShape, imageBytes } from '../../data/dataSet'
import { listPictures } from '../../data/listing/listPictures'
import type { PictureListing } from '../../data/listing/pictureListing'
import { describeDataSet } from '../../data/openDataSet'
import type { JobContext } from '../jobContext'
import { openWithData } from '../openProjectData'
import { openPictureDecoder } from '../pictures/openPictureDecoder'

/** Pictures to be augmented, as one batch; those of the sheet come first. */
export interface PreviewSubject {
  readonly size: ImageShape
  /** NHWC, 0-255. */
  readonly images: Uint8Array
  readonly labels: ArrayLike<number>
  readonly classes: readonly string[]
  readonly augmentation: Augmentation
  readonly seed: number
}

/** The longer side of pictures from files, where nobody says a size. */
const usualSide = 224

/** Of a project the first batch of its training; of a source some of its pictures, without packing all of them. */
export async function previewSubject(task: PreviewTask, context: JobContext): Promise<PreviewSubject> {
  const { subject } = task
  if ('project' in subject) return ofProject(task, subject.project, context)
  const { folder, seed = 0, augmentation = [], pictures } = task
  const found = await describeDataSet(subject.data, {
    folder,
    onProgress: (what, progress) => context.post({ event: 'working', what, ...progress }),
  })
  const same = { classes: found.classes, augmentation, seed }
  if (!('isOneSize' in found)) {
    const batch = await firstBatch(found, { batchSize: pictures, shuffle: { seed, epoch: 0 } })
    return { ...same, size: found.imageShape, images: batch.images, labels: batch.labels }
  }
  const size = subject.size ?? atMost(usualSide, found.imageShape)
  return { ...same, size, ...(await someFiles(subject.data, task, size, context)) }
}

async function ofProject(
  { folder, augmentation, seed }: PreviewTask,
  given: Extract<PreviewTask['subject'], { project: unknown }>['project'],
  context: JobContext,
): Promise<PreviewSubject> {
  const { project, data } = await openWithData(given, { folder, context, version: { look: folder } })
  const { training } = project
  const run = seed ?? training.seed
  const batch = await firstBatch(data, {
    batchSize: training.batchSize,
    shuffle: training.shuffle ? { seed: run, epoch: 0 } : undefined,
  })
  return {
    size: data.imageShape,
    images: batch.images,
    labels: batch.labels,
    classes: data.classes,
    augmentation: augmentation ?? project.augmentation,
    seed: run,
  }
}

async function firstBatch(data: DataSet, options: Parameters<typeof batches>[2]): Promise<Batch> {
  const { value } = await batches(data, 'train', options).next()
  if (!value) throw new Error('a data set without training images was opened')
  return value
}

/** A size that keeps the shape of `picture` and fits into a square. */
function atMost(side: number, [height, width, channels]: ImageShape): ImageShape {
  const scale = Math.min(1, side / Math.max(height, width))
  return [Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale)), channels]
}

/** Pictures spread evenly over the files in the order of their names, so that each class has its share; what cannot be used is passed over. */
async function someFiles(
  reference: DataReference,
  { folder, pictures }: PreviewTask,
  size: ImageShape,
  context: JobContext,
): Promise<{ images: Uint8Array; labels: number[] }> {
  const listing = await listPictures(path.resolve(folder, reference.source), { nested: reference.nested })
  if (!listing) throw new Error(`${reference.source} was described and has no listing`)
  const decoder = await openPictureDecoder()
  try {
    const { resize, background } = Preprocessing.parse({})
    const images = new Uint8Array(pictures * imageBytes(size))
    const labels: number[] = []
    for (const entry of spread(listing, pictures)) {
      if (labels.length === pictures) break
      const [bytes] = await listing.read([entry])
      if (!(bytes instanceof Uint8Array)) continue
      const into = images.subarray(labels.length * imageBytes(size), (labels.length + 1) * imageBytes(size))
      const [outcome] = await decoder.decode([{ entry, bytes }], { shape: size, resize, background }, into)
      if (outcome?.problem) continue
      labels.push(listing.classes.indexOf(entry.className))
      context.post({ event: 'working', what: 'decoding pictures', done: labels.length, total: pictures })
    }
    if (labels.length === 0)
      throw new Problem({
        code: 'data-empty',
        message: `none of the pictures of ${reference.source} that were tried can be used`,
        remedy: 'see "data scan" for the reasons',
        place: reference.source,
      })
    return { images: images.subarray(0, labels.length * imageBytes(size)), labels }
  } finally {
    decoder.close()
    await listing.close()
  }
}

/** Entries at even distances first, and then their neighbours, in case some cannot be used. */
function* spread({ entries }: PictureListing, count: number) {
  const step = Math.max(1, entries.length / count)
  for (let shift = 0; shift < Math.min(step, 20); shift++)
    for (let k = 0; k < Math.min(count, entries.length); k++) {
      const entry = entries[Math.floor((k + 0.5) * step + shift) % entries.length]
      if (entry) yield entry
    }
}
