import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { runBundled } from '../runBundled.mjs'

/**
 * Runs a benchmark: `speed` (where nothing else is named), `mnist`, `precision`, `open`, `memory`, `estimate`, `depth`, `startup`, `profile`, `feed`,
 * `augmentation`, `decode`, `folders`, `packed`, `scan`, `transfer`, `window` or `formats`.
 * To be started by `npm run bench`, which sets TensorFlow up first and names it in LAYERLOOM_ENGINE.
 */
const here = path.dirname(fileURLToPath(import.meta.url))
const programs = [
  'speed',
  'mnist',
  'precision',
  'open',
  'memory',
  'estimate',
  'depth',
  'startup',
  'profile',
  'feed',
  'augmentation',
  'decode',
  'folders',
  'packed',
  'scan',
  'transfer',
  'window',
  'formats',
]

const [named = '', ...rest] = process.argv.slice(2)
const isNamed = programs.includes(named)
await runBundled({
  name: 'bench',
  programs: {
    ...Object.fromEntries(programs.map((program) => [program, path.join(here, `${program}.ts`)])),
    // Code that runs in pages is checked with their types.
    window: path.join(here, 'window/index.ts'),
    ours: path.join(here, 'workers/ours.ts'),
    feedOurs: path.join(here, 'workers/feedOurs.ts'),
    layersModel: path.join(here, 'workers/layersModel.ts'),
  },
  program: isNamed ? named : 'speed',
  words: isNamed ? rest : process.argv.slice(2),
  hint: 'start the benchmarks with "npm run bench"',
})
