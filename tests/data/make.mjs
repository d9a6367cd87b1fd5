import path from 'node:path'
import { parseArgs } from 'node:util'
import { makeDigitFolder } from './makeDigitFolder.mjs'
import { makeJpegFolder } from './makeJpegFolder.mjs'

const usage = `node tests/data/make.mjs digits|jpegs FOLDER [options]   picture folders for benchmarks and big tests
  digits: MNIST as PNG in ten class folders
    --mnist FOLDER   its IDX files (../shared/data/mnist)
    --count N        the first so many (70000)
    --splits         in train and test
  jpegs: small random JPEGs
    --count N        100000
    --classes N      1000
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mnist: { type: 'string', default: path.join(process.env.LAYERLOOM_SHARED ?? '../shared', 'data/mnist') },
    count: { type: 'string' },
    classes: { type: 'string', default: '1000' },
    splits: { type: 'boolean', default: false },
  },
})
const [what, folder] = positionals
if (folder === undefined || (what !== 'digits' && what !== 'jpegs')) {
  process.stderr.write(usage)
  process.exit(2)
}
const began = performance.now()
const count = Number(values.count ?? (what === 'digits' ? 70_000 : 100_000))
if (what === 'digits') makeDigitFolder(folder, { mnist: values.mnist, count, splits: values.splits })
else makeJpegFolder(folder, { count, classes: Number(values.classes) })
process.stderr.write(`${count} files in ${((performance.now() - began) / 1000).toFixed(1)} s\n`)
