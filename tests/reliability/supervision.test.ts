import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { Problem } from '../../shared/problem'
import { writeSmallProject } from '../terminal/smallProject'
import { lastStep, type WatchedRun, watchRun } from './jobStudio'
import { newestWeights } from './killedRun'

// Each trains in several processes, on a machine that others may use too.
vi.setConfig({ testTimeout: 180_000 })

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-supervision-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const project = (name: string, training: object = {}) => writeSmallProject(path.join(folder, name), { training })
const training = { epochs: 6, batchSize: 8, checkpoint: { everySteps: 25 } }
const newestProcess = ({ processes }: WatchedRun) => processes[processes.length - 1] as number
const failure = (run: WatchedRun): Promise<unknown> =>
  run.ended.then(() => 'it finished').catch((error: unknown) => error)

test('a job that crashes is started again by itself and ends bit-equal to one that did not', async () => {
  const where = project('crash', training)
  const straight = await watchRun(where)
  await straight.ended
  const crashing = await watchRun(where)
  for (const step of [25, 75]) {
    await crashing.next('checkpoint', (event) => event.step >= step)
    await crashing.next('steps')
    process.kill(newestProcess(crashing), 'SIGSEGV')
    await crashing.next('started')
  }
  const result = await crashing.ended
  expect(result.end).toBe('epochs')
  expect(crashing.processes).toHaveLength(3)
  expect(newestWeights(crashing.run.folder)).toEqual(newestWeights(straight.run.folder))
  expect(result.test).toEqual((await straight.ended).test)
  const epochs = (run: WatchedRun) =>
    readFileSync(path.join(run.run.folder, 'metrics.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('"epoch","step"') || line.includes('"kind":"epoch"'))
      .map((line) => ({ ...JSON.parse(line), seconds: 0 }))
  expect(epochs(crashing)).toEqual(epochs(straight))
  expect(epochs(straight)).toHaveLength(6)
})

test('after three restarts in five minutes it is left, with the reason', async () => {
  const run = await watchRun(project('again', training))
  const ended = failure(run)
  for (let crash = 1; crash <= 4; crash++) {
    await run.next('started')
    process.kill(newestProcess(run), 'SIGABRT')
  }
  const error = await ended
  expect(error).toBeInstanceOf(Problem)
  expect((error as Problem).details).toMatchObject({ code: 'job-crashed', message: expect.stringContaining('SIGABRT') })
  expect(run.processes).toHaveLength(4)
})

test('one killed from outside is noticed within two seconds and not started again; resumed, it comes to its end', async () => {
  const run = await watchRun(project('killed', training))
  const ended = failure(run)
  await run.next('checkpoint')
  await run.next('steps')
  const safe = run.events.filter((event) => event.event === 'checkpoint').at(-1)?.step
  process.kill(newestProcess(run), 'SIGKILL')
  const begin = performance.now()
  const error = await ended
  expect(performance.now() - begin).toBeLessThan(2000)
  expect((error as Problem).details).toMatchObject({
    code: 'job-killed',
    remedy: expect.stringContaining(`step ${safe} is safe`),
  })
  expect(run.processes).toHaveLength(1)
  const resumed = await watchRun('', { resume: run.run })
  expect((await resumed.ended).end).toBe('epochs')
  expect(resumed.events.find((event) => event.event === 'started')).toMatchObject({ step: safe })
})

test('pause, change rate and knob, go on, snapshot, stop: each is done between two steps and kept for the next start', async () => {
  const where = project('commands', { epochs: 1000, batchSize: 8 })
  const run = await watchRun(where)
  const started = await run.next('started')
  expect(started.knobs).toEqual([{ name: 'drop/rate', value: expect.closeTo(0.3) }])
  await run.next('steps')

  run.send({ command: 'pause' })
  const paused = await run.next('paused')
  expect(newestWeights(run.run.folder).step).toBe(paused.step)
  const before = lastStep(run)
  expect(before).toBe(paused.step)
  run.send({ command: 'learning-rate', learningRate: 0.0123 })
  run.send({ command: 'knob', name: 'drop/rate', value: 0.1 })
  run.send({ command: 'knob', name: 'nothing/rate', value: 0.1 })
  const warning = await run.next('warning')
  expect(warning.problem).toMatchObject({ code: 'no-such-knob', message: expect.stringContaining('nothing/rate') })
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(lastStep(run)).toBe(before)

  run.send({ command: 'resume' })
  const steps = await run.next('steps')
  expect(steps.steps.every(({ learningRate }) => learningRate === 0.0123)).toBe(true)
  run.send({ command: 'snapshot' })
  const snapshot = await run.next('checkpoint')
  run.stop({ now: false })
  const { end, steps: done } = await run.ended
  expect(end).toBe('stopped')
  expect(done).toBeGreaterThanOrEqual(snapshot.step)
  expect(newestWeights(run.run.folder).step).toBe(done)
  const kinds = readFileSync(path.join(run.run.folder, 'events.jsonl'), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).event)
    .filter((kind) => kind !== 'checkpoint')
  expect(kinds).toEqual(['started', 'paused', 'learning-rate', 'knob', 'continued', 'stopped'])

  const resumed = await watchRun('', { resume: run.run })
  const again = await resumed.next('started')
  expect(again).toMatchObject({ step: done, knobs: [{ name: 'drop/rate', value: 0.1 }] })
  const first = await resumed.next('steps')
  expect(first.steps[0]).toMatchObject({ step: done + 1, learningRate: 0.0123 })
  resumed.send({ command: 'learning-rate', learningRate: null })
  await resumed.next('steps', ({ steps }) => steps.some(({ learningRate }) => learningRate === 0.005))
  resumed.stop({ now: true })
  expect((await resumed.ended).end).toBe('stopped')
})

test('a job that does not answer is ended all the same', async () => {
  const run = await watchRun(project('silent', { epochs: 1000 }))
  const ended = failure(run)
  await run.next('steps')
  process.kill(newestProcess(run), 'SIGSTOP')
  run.stop({ now: true })
  expect(((await ended) as Problem).details.code).toBe('job-stopped')
})
