import { runAfterSetUp } from './setup/runAfterSetUp.mjs'

/** `npm run e2e -- <words>` */
await runAfterSetUp('tests/e2e/run.mjs')
