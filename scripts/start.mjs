import { createRequire } from 'node:module'
import path from 'node:path'
import { main } from './setup/main.mjs'
import { requireNode } from './setup/nodeVersion.mjs'
import { root } from './setup/root.mjs'

/**
 * `npm start -- <words>`: sets up what is missing, then runs the command.
 *
 * The terminal runs in this very process: signals reach it once, its exit status is ours, and nothing is left running if we are killed.
 */
await main(async () => {
  requireNode()
  // Loaded after the check: an old Node would stop at what these import.
  const { setUp } = await import('./setup/setUp.mjs')
  const words = process.argv.slice(2)
  Object.assign(process.env, await setUp({ deep: words[0] === 'doctor' }))
  const terminal = path.join(root, 'out', 'main', 'terminal.cjs')
  process.argv = [process.execPath, terminal, ...words]
  createRequire(import.meta.url)(terminal)
})
