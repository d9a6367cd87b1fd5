import { runAfterSetUp } from './setup/runAfterSetUp.mjs'

/** `npm run bench -- <words>` */
await runAfterSetUp('tests/bench/run.mjs')
