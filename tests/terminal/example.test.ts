import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { jsonLines, terminal } from './terminalProgram'

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-example-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the example reaches 97 % on digits that it has not seen, in at most ten epochs', async ({ skip }) => {
  copyFileSync(path.resolve(__dirname, '../../examples/digits/project.json'), path.join(folder, 'project.json'))
  const { status, stdout, stderr } = await terminal(['train', folder, '--json'])
  const done = jsonLines(stdout).at(-1) as { problem?: { code: string }; epochs: number; test: { top1: number } }
  if (done.problem?.code === 'download-failed') skip('sample:digits is not cached and cannot be fetched here')
  expect(status, stderr).toBe(0)
  expect(done).toMatchObject({ event: 'done', status: 'finished' })
  expect(done.epochs).toBeLessThanOrEqual(10)
  expect(done.test.top1).toBeGreaterThanOrEqual(0.97)
}, 600_000)
