import { runAfterSetUp } from './setup/runAfterSetUp.mjs'

/** `npm run soak -- <words>` */
await runAfterSetUp('tests/soak/run.mjs')
