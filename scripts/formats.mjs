import { runAfterSetUp } from './setup/runAfterSetUp.mjs'

/** `npm run test:formats -- <words>` */
await runAfterSetUp('tests/formats/live/run.mjs')
