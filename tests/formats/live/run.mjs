import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { runBundled } from '../../runBundled.mjs'

/** `npm run test:formats`: exports and imports next to the programs that people use. */
const here = path.dirname(fileURLToPath(import.meta.url))

await runBundled({
  name: 'formats',
  programs: { live: path.join(here, 'live.ts') },
  program: 'live',
  words: process.argv.slice(2),
  env: { LAYERLOOM_LIVE_SCRIPTS: here, TF_CPP_MIN_LOG_LEVEL: '2' },
})
