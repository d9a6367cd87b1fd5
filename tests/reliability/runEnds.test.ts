import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openProject } from '../../main/studio/projects/projects'
import { startRun } from '../../main/studio/runs/trainRun'
import { describeProblem, type Problem } from '../../shared/problem'
import { writeSmallData, writeSmallProject } from '../terminal/smallProject'
import { studio, type WatchedRun, watchRun } from './jobStudio'
import { newestWeights } from './killedRun'

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-ends-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const project = (name: string, training: object) => writeSmallProject(path.join(folder, name), { training })
const report = ({ run }: WatchedRun) => JSON.parse(readFileSync(path.join(run.folder, 'report.json'), 'utf8'))
const failure = (run: WatchedRun): Promise<string> =>
  run.ended.then(
    () => 'it finished',
    (error: Problem) => describeProblem(error.details),
  )

test('early stopping ends a run that learns nothing more, and a resumed one judges the same', async () => {
  // At so low a rate no epoch is better than the one before by the minimum.
  const earlyStopping = { patience: 2, minimumDelta: 0.5 }
  const run = await watchRun(project('early', { epochs: 50, learningRate: 1e-9, earlyStopping }))
  const { end, epochs, test: figures } = await run.ended
  expect([end, epochs]).toEqual(['early-stopping', 3])
  expect(figures).toBeDefined()
  const again = await watchRun('', { resume: run.run })
  expect(await again.ended).toMatchObject({ end: 'early-stopping', epochs: 3, test: figures })
})

test('maximum time counts the parts of a run together', async () => {
  const run = await watchRun(project('time', { epochs: 100_000, batchSize: 8, maximumSeconds: 1 }), {
    stopAfterStep: 5,
  })
  expect((await run.ended).end).toBe('steps')
  const rest = await watchRun('', { resume: run.run })
  expect((await rest.ended).end).toBe('maximum-time')
  const state = JSON.parse(
    readFileSync(
      path.join(run.run.folder, 'checkpoints', String(newestWeights(run.run.folder).step), 'state.json'),
      'utf8',
    ),
  )
  expect(state.elapsedSeconds).toBeGreaterThanOrEqual(1)
  expect(state.elapsedSeconds).toBeLessThan(5)
})

test('the best epoch is kept beside the newest, and the test images are for it', async () => {
  // The rate is so high from the second epoch on that the network forgets.
  const schedule = { curve: { name: 'milestones', at: [{ epochs: 2 }], factor: 400 } }
  const run = await watchRun(project('best', { epochs: 4, schedule, keepBest: { metric: 'validation.top1' } }))
  await run.ended
  const epochs = run.events.flatMap((event) => (event.event === 'epoch' ? [event] : []))
  const best = epochs.filter(({ isBest }) => isBest).at(-1)
  expect(best?.epoch).toBeLessThan(4)
  expect(Math.max(...epochs.map(({ validation }) => validation?.top1 ?? 0))).toBe(best?.validation?.top1)
  expect(report(run).checkpoint.step).toBe(best?.step)
  expect(existsSync(path.join(run.run.folder, 'best', String(best?.step), 'MANIFEST.json'))).toBe(true)
})

test('a run does not go on with other images', async () => {
  const where = project('changed', { epochs: 3 })
  const run = await watchRun(where, { stopAfterStep: 4 })
  await run.ended
  const before = newestWeights(run.run.folder)
  writeSmallData(path.join(where, 'data'), 396)
  expect(await failure(await watchRun('', { resume: run.run }))).toMatch(
    /data is not what this run began with.*restore the data/,
  )
  expect(newestWeights(run.run.folder)).toEqual(before)
})

test('a batch larger than the data, with dropLast, is said before the run begins and leaves nothing', async () => {
  const where = project('large', { batchSize: 5000, dropLast: true })
  const run = await watchRun(where)
  expect(await failure(run)).toMatch(/do not fill one batch of 5000/)
  expect(existsSync(run.run.folder)).toBe(false)
})

test('an engine that was moved away is a problem, not a crash', async () => {
  const where = project('engine', {})
  const nothing = { ...studio, engines: { cpu: path.join(folder, 'nowhere'), cuda: undefined } }
  const run = await startRun(nothing, await openProject(where), { device: 'cpu' }, {})
  await expect(run.ended).rejects.toThrow(/TensorFlow's addon is not at/)
})
