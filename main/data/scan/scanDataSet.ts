import { type DataSet, imageBytes, type Split, splits } from '../dataSet'
import type { PictureEntry, PictureListing } from '../listing/pictureListing'
import { sha256Hex } from '../sha256'
import { WorkMeter, type WorkProgress } from '../workProgress'
import { areaAverage } from './areaAverage'
import { measurePicture } from './measurePicture'
import { ScannedSet } from './scannedSet'
import { type ScanSize, scanSize } from './scanSize'

export interface DataSetScan {
  readonly listing: Pick<PictureListing, 'source' | 'classes' | 'problems'>
  readonly set: ScannedSet
}

/** Images that are read and measured between two looks at the signal. */
const atOnce = 256

/**
 * Looks at every image of a data set that has pixels instead of files: IDX, CIFAR's batches, samples. They are called by split and place,
 * `train[12]`; what is equal is equal pixels. Rejected with the signal's reason if that is aborted.
 */
export async function scanDataSet(
  data: DataSet,
  onProgress: (progress: WorkProgress) => void,
  signal?: AbortSignal,
): Promise<DataSetScan> {
  const set = new ScannedSet(splits.flatMap((split) => entriesOf(data, split)))
  const meter = new WorkMeter(set.entries.length, onProgress)
  const bytes = imageBytes(data.imageShape)
  const [height, width] = data.imageShape
  const size = scanSize({ height, width })
  let position = 0
  for (const split of splits)
    for (let first = 0; first < data.count(split); first += atOnce) {
      signal?.throwIfAborted()
      const count = Math.min(atOnce, data.count(split) - first)
      const pixels = new Uint8Array(count * bytes)
      await data.read(
        split,
        Int32Array.from({ length: count }, (_, k) => first + k),
        pixels,
      )
      for (let k = 0; k < count; k++) {
        const image = pixels.subarray(k * bytes, (k + 1) * bytes)
        set.add(position++, {
          sha256: sha256Hex(image),
          header: { format: 'pixels', width, height },
          notes: [],
          problem: undefined,
          measures: measurePicture(asRgb(image, data.imageShape, size), size),
        })
      }
      meter.add(count)
      await new Promise((resolve) => setImmediate(resolve))
    }
  return { listing: { source: data.source, classes: data.classes, problems: [] }, set }
}

function entriesOf(data: DataSet, split: Split): PictureEntry[] {
  const size = imageBytes(data.imageShape)
  return Array.from(data.labels(split), (label, k) => ({
    name: `${split}[${k}]`,
    className: data.classes[label] as string,
    split,
    size,
    modified: 0,
  }))
}

/** RGB bytes at the size of measuring; of one channel three, of more than three the first three. */
function asRgb(image: Uint8Array, [height, width, channels]: DataSet['imageShape'], size: ScanSize): Uint8Array {
  const isSame = size[0] === height && size[1] === width
  if (isSame && channels === 3) return image
  const rgb = new Uint8Array(size[0] * size[1] * 3)
  for (let c = 0; c < 3; c++) {
    const plane = Uint8Array.from(
      { length: height * width },
      (_, k) => image[k * channels + Math.min(c, channels - 1)] as number,
    )
    const levels = isSame ? plane : areaAverage({ values: plane, height, width }, size[0], size[1])
    for (let k = 0; k < levels.length; k++) rgb[k * 3 + c] = Math.round(levels[k] as number)
  }
  return rgb
}
