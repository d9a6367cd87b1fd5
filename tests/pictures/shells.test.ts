import { execFileSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testElectrons } from '../../scripts/electron/testElectrons.mjs'
import { cacheFolder } from '../../scripts/setup/cacheFolder.mjs'
import { bundleForNode } from '../bundleForNode'

const electrons = Object.values(testElectrons).map(({ version }) => ({
  version,
  program: path.join(cacheFolder(), 'electron', `${version}-linux-x64`, 'electron'),
}))

describe('the same pixels in every shell', () => {
  let program: string
  let inNode: string
  const sum = (node: string) =>
    execFileSync(node, [program, path.resolve(__dirname, 'goldens')], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_PATH: path.resolve(__dirname, '../../node_modules') },
    })
  beforeAll(async () => {
    program = await bundleForNode(path.resolve(__dirname, 'sumOfGoldens.ts'))
    inNode = sum(process.execPath)
    expect(inNode).toMatch(/^\d+ {2}[0-9a-f]{64}\n$/)
  }, 60_000)
  afterAll(() => rmSync(path.dirname(program), { recursive: true, force: true }))

  test.for(electrons)('Electron $version', { timeout: 60_000 }, ({ version, program: electron }, { skip }) => {
    if (!existsSync(electron)) skip(`Electron ${version} for tests is not in the cache`)
    expect(sum(electron)).toBe(inNode)
  })
})
