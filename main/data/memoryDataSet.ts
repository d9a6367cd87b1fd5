import { assignSplits, type SplitRule } from './assignSplits'
import { contentDigests } from './contentDigests'
import { dataHash } from './dataHash'
import { type DataSet, type ImageShape, imageBytes, type Split } from './dataSet'

/** Labelled images as a source has read them. */
export interface LabelledImages {
  readonly imageShape: ImageShape
  readonly classes: readonly string[]
  /** One image behind the other, NHWC bytes. */
  readonly pixels: Uint8Array
  /** Class of each image; its length is the number of images. */
  readonly labels: Int32Array
  /** Images from this one on are the source's own test set; the rest is split without one. */
  readonly testFrom?: number | undefined
}

/** A data set that lies in memory whole. The pixels are kept, not copied. */
export function memoryDataSet(source: string, images: LabelledImages, rule: SplitRule): DataSet {
  const { imageShape, classes, pixels, labels } = images
  const size = imageBytes(imageShape)
  const digests = contentDigests(pixels, labels.length, size)
  const members = assignSplits(digests, rule, images.testFrom)
  const labelsOf = mapSplits((split) => members[split].map((i) => labels[i] as number))
  return {
    source,
    imageShape,
    classes,
    hash: dataHash({
      imageShape,
      classes,
      members,
      label: (image) => labels[image] as number,
      digest: (image) => digests.subarray(image * 32, (image + 1) * 32),
    }),
    count: (split) => members[split].length,
    labels: (split) => labelsOf[split],
    read: async (split, indices, into) => {
      if (into.length !== indices.length * size)
        throw new Error(`${into.length} bytes for ${indices.length} images of ${size}`)
      const all = members[split]
      for (let k = 0; k < indices.length; k++) {
        const image = all[indices[k] as number]
        if (image === undefined) throw new Error(`${split} has no image ${indices[k]}`)
        into.set(pixels.subarray(image * size, (image + 1) * size), k * size)
      }
    },
  }
}

const mapSplits = <T>(make: (split: Split) => T): Record<Split, T> => ({
  train: make('train'),
  validation: make('validation'),
  test: make('test'),
})
