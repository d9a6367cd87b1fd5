import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { runBundled } from '../runBundled.mjs'

/** Runs the comparison with the living libraries; its README says how it is started. */
const here = path.dirname(fileURLToPath(import.meta.url))

await runBundled({
  name: 'live',
  programs: { live: path.join(here, 'live.ts') },
  program: 'live',
  words: process.argv.slice(2),
  env: { LAYERLOOM_LIVE_SCRIPTS: here },
})
