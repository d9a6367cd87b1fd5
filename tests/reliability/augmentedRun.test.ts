import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { writeSmallProject } from '../terminal/smallProject'
import { watchRun } from './jobStudio'
import { newestWeights } from './killedRun'

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-augmented-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const augmentation = [{ type: 'strong' }, { type: 'trivial-augment', probability: 0.3 }, { type: 'mixup' }]
const project = (name: string, training: object = {}) =>
  writeSmallProject(path.join(folder, name), { augmentation, training })

test('an augmented run that was stopped in an epoch ends with the bits of one that was not', async () => {
  const where = project('resumed', { epochs: 2 })
  const straight = await watchRun(where)
  const { steps } = await straight.ended
  const begun = await watchRun(where, { stopAfterStep: 7 })
  expect((await begun.ended).end).toBe('steps')
  const resumed = await watchRun('', { resume: begun.run })
  expect((await resumed.ended).steps).toBe(steps)
  expect(newestWeights(resumed.run.folder)).toEqual(newestWeights(straight.run.folder))
  const started = straight.events.find((event) => event.event === 'started')
  expect(started?.augmentation?.at(-1)).toContain('mixup')
})

test('strengths change while it runs, within their range', async () => {
  const run = await watchRun(project('knobs', { epochs: 1000 }))
  await run.next('steps')
  const name = 'augmentation/rotation/degrees'
  run.send({ command: 'pause' })
  await run.next('paused')
  run.send({ command: 'knob', name, value: 200 })
  const { problem } = await run.next('warning')
  expect(problem).toMatchObject({ code: 'knob-out-of-range', remedy: 'set it to a number from 0 to 180' })
  run.send({ command: 'knob', name, value: 3 })
  run.send({ command: 'resume' })
  await run.next('steps')
  run.stop({ now: false })
  await run.ended
  const resumed = await watchRun('', { resume: run.run })
  const { knobs } = await resumed.next('started')
  expect(knobs).toContainEqual({ name, value: 3, range: [0, 180] })
  resumed.stop({ now: true })
  await resumed.ended
})
