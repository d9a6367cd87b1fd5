import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { bundleForNode } from '../bundleForNode'
import type { MutatedOutcomes } from './decodeMutated'

test('384 pictures cut at random or with bytes changed: each comes to an end that is known, and the process lives', {
  timeout: 120_000,
}, async () => {
  const program = await bundleForNode(path.resolve(__dirname, 'decodeMutated.ts'))
  const { status, signal, stdout } = spawnSync(
    process.execPath,
    [program, path.resolve(__dirname, 'goldens'), '7', '12'],
    {
      encoding: 'utf8',
      env: { ...process.env, NODE_PATH: path.resolve(__dirname, '../../node_modules') },
    },
  )
  rmSync(path.dirname(program), { recursive: true })
  expect({ status, signal }).toEqual({ status: 0, signal: null })
  const { decoded = 0, ...refused } = JSON.parse(stdout) as MutatedOutcomes
  const sum = Object.values(refused).reduce((total, count) => total + count, decoded)
  expect(sum).toBe(384)
  // Both ends are met: a changed pixel does no harm, a changed header does.
  expect(decoded).toBeGreaterThan(40)
  expect(refused['picture-truncated']).toBeGreaterThan(40)
  for (const code of Object.keys(refused)) expect(code).toMatch(/^picture-/)
})
