import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { epochOrder } from '../../main/data/batches'
import { openDataSet } from '../../main/data/openDataSet'
import { DataReference } from '../../shared/records/dataReference'

/** Pictures that lie in two files, so that contenders in any language read the same: NHWC bytes, and labels as little-endian int32. */
export interface Pictures {
  readonly images: Uint8Array
  readonly labels: Int32Array
}

const files = (folder: string, name: string) =>
  [path.join(folder, `${name}.images`), path.join(folder, `${name}.labels`)] as const

/** Writes the training images of a data set, shuffled. */
export async function writePictures(folder: string, name: string, source: string): Promise<void> {
  const data = await openDataSet(DataReference.parse({ source }))
  const count = data.count('train')
  const pixels = new Uint8Array(count * data.imageShape.reduce((product, size) => product * size, 1))
  const order = epochOrder(count, { seed: 1, epoch: 0 })
  await data.read('train', order, pixels)
  const all = data.labels('train')
  const labels = order.map((k) => all[k] as number)
  const [images, numbers] = files(folder, name)
  writeFileSync(images, pixels)
  writeFileSync(numbers, new Uint8Array(labels.buffer, labels.byteOffset, labels.byteLength))
}

export function readPictures(folder: string, name: string): Pictures {
  const [images, numbers] = files(folder, name)
  const labels = readFileSync(numbers)
  return {
    images: new Uint8Array(readFileSync(images)),
    labels: new Int32Array(labels.buffer.slice(labels.byteOffset, labels.byteOffset + labels.byteLength)),
  }
}
