import { memoryDataSet } from '../../memoryDataSet'
import type { Source } from '../../source'
import { drawShape, pictureSize } from './drawShape'
import { shapes } from './shapes'

const count = 3000

/** What the pictures follow from; not the seed of the split. */
const seed = 1

/** `sample:shapes`: 3,000 pictures of six shapes, 32x32 RGB, drawn here: the same on every machine, and no network is needed. */
export const sampleShapes: Source = {
  name: 'sample:shapes',
  accepts: async (place) => place === 'sample:shapes',
  open: async (_, reference) => {
    const size = pictureSize * pictureSize * 3
    const pixels = new Uint8Array(count * size)
    const labels = Int32Array.from({ length: count }, (_, i) => i % shapes.length)
    for (const [i, label] of labels.entries()) {
      const [, distance] = shapes[label] as (typeof shapes)[number]
      drawShape(distance, { seed, number: i }, pixels.subarray(i * size, (i + 1) * size))
    }
    const classes = shapes.map(([name]) => name)
    return memoryDataSet(
      reference.source,
      { imageShape: [pictureSize, pictureSize, 3], classes, pixels, labels },
      reference,
    )
  },
}
