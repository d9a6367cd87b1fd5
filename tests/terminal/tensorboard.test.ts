import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { onlyRun } from '../reliability/killedRun'
import { writeSmallProject } from './smallProject'
import { terminal } from './terminalProgram'

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-tensorboard-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('event files of a run lie beside it, one for training and one for validation, the same when written again', async () => {
  const project = writeSmallProject(folder)
  expect((await terminal(['train', project])).status).toBe(0)
  const run = onlyRun(project)
  const { status, stdout } = await terminal(['tensorboard', run, '--json'])
  expect(status).toBe(0)
  const { out, files } = JSON.parse(stdout)
  expect(out).toBe(path.join(project, 'tensorboard'))
  expect(files.map((file: string) => path.relative(out, path.dirname(file)))).toEqual([
    path.join(path.basename(run), 'train'),
    path.join(path.basename(run), 'validation'),
  ])
  const first = files.map((file: string) => readFileSync(file))
  await terminal(['tensorboard', run])
  expect(files.map((file: string) => readFileSync(file))).toEqual(first)
})
