import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { realDisk } from '../../main/disk/realDisk'
import { readCheckpoint } from '../../main/jobs/train/checkpoints'
import type { TensorMap } from '../../shared/tensorData'
import { writeSmallProject } from '../terminal/smallProject'
import { type WatchedRun, watchRun } from './jobStudio'
import { newestWeights } from './killedRun'

// Each trains several times, in many processes, on a machine that others may use too.
vi.setConfig({ testTimeout: 600_000 })

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-freezing-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const training = {
  epochs: 3,
  batchSize: 8,
  optimizer: { name: 'adam' },
  weightDecay: { coupling: 'decoupled', amount: 1e-3 },
}
const stops = { frozen: 50, released: 70, decay: 90 }

/** The run goes to a step and stops there, so that what is asked of the next process falls between just these two steps. */
async function upTo(step: number, run: WatchedRun['run'] | undefined, where: string, commands: Commands = []) {
  const watched = run
    ? await watchRun('', { resume: run, stopAfterStep: step })
    : await watchRun(where, { stopAfterStep: step })
  for (const command of commands) watched.send(command)
  const result = await watched.ended
  return { ...watched, result }
}
type Commands = Parameters<WatchedRun['send']>[0][]

const changed: Record<'freeze' | 'release' | 'decay', Commands[number]> = {
  freeze: { command: 'freeze', layers: ['conv1', 'norm1'], frozen: true },
  release: { command: 'freeze', layers: ['norm1'], frozen: false },
  decay: { command: 'knob', name: 'optimizer/weight-decay', value: 0.005 },
}

const events = (run: WatchedRun['run']) =>
  readFileSync(path.join(run.folder, 'events.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; step: number; layers?: string[] })

const markedWeights = async (run: WatchedRun['run'], step: number): Promise<TensorMap> =>
  (await readCheckpoint(realDisk, path.join(run.folder, 'marks', String(step)))).weights

test('layers are frozen and let go and weights decay otherwise between two steps, each with a mark and a checkpoint before it', async () => {
  const where = writeSmallProject(path.join(folder, 'marks'), { training: { ...training, epochs: 1000 } })
  const run = await watchRun(where)
  const started = await run.next('started')
  expect(started.knobs).toContainEqual({ name: 'optimizer/weight-decay', value: 1e-3, range: [0, 1e-2] })
  await run.next('steps')
  run.send({ command: 'pause' })
  const { step } = await run.next('paused')
  run.send(changed.freeze)
  expect(await run.next('frozen')).toEqual({ event: 'frozen', step, layers: ['conv1', 'norm1'] })
  run.send({ command: 'freeze', layers: ['conf1'], frozen: true })
  expect((await run.next('warning')).problem).toMatchObject({ code: 'no-such-layer', remedy: 'did you mean "conv1"?' })
  run.send({ command: 'freeze', layers: ['*'], frozen: true })
  expect((await run.next('warning')).problem).toMatchObject({ code: 'nothing-learns' })
  run.send({ command: 'resume' })
  await run.next('epoch')
  run.stop({ now: false })
  const { steps } = await run.ended
  const before = await markedWeights(run.run, step)
  const after = newestWeights(run.run.folder)
  expect(after.step).toBe(steps)
  const { weights } = await readCheckpoint(realDisk, path.join(run.run.folder, 'checkpoints', String(after.step)))
  for (const name of ['conv1/kernel', 'norm1/gamma', 'norm1/moving-mean', 'norm1/moving-variance'])
    expect(weights.get(name)?.data, name).toEqual(before.get(name)?.data)
  expect(weights.get('conv2/kernel')?.data).not.toEqual(before.get('conv2/kernel')?.data)
  expect(events(run.run).filter(({ event }) => event === 'frozen')).toMatchObject([
    { step, layers: ['conv1', 'norm1'] },
  ])
})

test('stopping before, between and behind the changes moves no bit', async () => {
  const changes = async (name: string, extraStops: readonly number[]) => {
    const where = writeSmallProject(path.join(folder, name), { training })
    let run: WatchedRun['run'] | undefined
    const legs: [step: number, commands: Commands][] = [
      [stops.frozen, []],
      [stops.released, [changed.freeze]],
      [stops.decay, [changed.release]],
      [1_000_000, [changed.decay]],
    ]
    for (const [end, commands] of legs) {
      let asked = commands
      for (const stop of [...extraStops.filter((step) => step < end), end]) {
        const done = run ? newestWeights(run.folder).step : 0
        if (stop <= done) continue
        run = (await upTo(stop, run, where, asked)).run
        asked = []
      }
    }
    return run as WatchedRun['run']
  }
  const straight = await changes('straight', [])
  const stopped = await changes('stopped', [33, 40, 51, 80, 100])
  expect(newestWeights(stopped.folder)).toEqual(newestWeights(straight.folder))
  const told = (run: WatchedRun['run']) =>
    events(run)
      .filter(({ event }) => event === 'frozen' || event === 'unfrozen' || event === 'knob')
      .map(({ event, step, layers }) => [event, step, layers])
  expect(told(straight)).toEqual([
    ['frozen', stops.frozen, ['conv1', 'norm1']],
    ['unfrozen', stops.released, ['norm1']],
    ['knob', stops.decay, undefined],
  ])
  expect(told(stopped)).toEqual(told(straight))
})
