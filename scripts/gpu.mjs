import { runAfterSetUp } from './setup/runAfterSetUp.mjs'

/** `npm run gpu -- <words>` */
await runAfterSetUp('tests/gpu/run.mjs')
