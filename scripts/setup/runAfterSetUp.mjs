import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { main } from './main.mjs'
import { requireNode } from './nodeVersion.mjs'
import { SetUpProblem } from './problem.mjs'
import { root } from './root.mjs'

/**
 * Sets up what is missing, then runs a script of the checkout in this process, with the words given.
 * @param {string} script path from the root
 */
export const runAfterSetUp = (script) =>
  main(async () => {
    requireNode()
    const file = path.join(root, script)
    if (!existsSync(file)) throw new SetUpProblem(`${script} is not there`)
    const { setUp } = await import('./setUp.mjs')
    Object.assign(process.env, await setUp())
    process.argv[1] = file
    await import(pathToFileURL(file).href)
  })
