import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LiveRun } from '../../shared/contract/studio/runs'
import { writeSmallProject } from '../terminal/smallProject'
import { start } from '../terminal/terminalProgram'
import { codeOf, startHost, type TestHost, until } from './testHost'

let studio: TestHost
beforeAll(async () => {
  studio = await startHost()
})
afterAll(async () => {
  await studio.host.close()
  expect(studio.bugs).toEqual([])
})

const open = async (name: string, training: object) =>
  studio.client.projects.open({ folder: writeSmallProject(path.join(studio.root, name), { training }) })

test('a run is started, told live, paused, continued, steered, stopped and resumed to its end', async () => {
  const { client } = studio
  const { id: project } = await open('steered', { epochs: 400 })
  const { run } = await client.runs.start({ project, device: 'cpu', labels: { name: 'first' } })
  const reference = { project, run }
  const items: LiveRun[] = []
  const watching = (async () => {
    for await (const item of client.runs.watch(reference)) {
      items.push(item)
      if (item.summary.state === 'stopped') return
    }
  })()
  const seen = async (fits: (item: LiveRun) => boolean) => {
    while (!items.some(fits)) await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await seen(({ summary }) => summary.state === 'training' && summary.step > 5)
  await client.runs.pause(reference)
  await seen(({ summary }) => summary.state === 'paused')
  await client.runs.learningRate({ ...reference, learningRate: 0.001 })
  await client.runs.continue(reference)
  await seen(({ learningRate }) => learningRate?.byHand === true && learningRate.value === 0.001)
  await client.runs.snapshot(reference)
  await seen(({ epochs }) => epochs.length > 0)
  expect(await codeOf(client.projects.close({ id: project }))).toBe('run-busy')
  expect(await codeOf(client.runs.delete(reference))).toBe('run-busy')
  await client.runs.stop(reference)
  await watching

  // Steps that the points stand for: each once, none lost.
  const whole = items.map(({ isWhole }) => isWhole).lastIndexOf(true)
  const points = items.slice(whole).flatMap((item) => item.points)
  const last = items.at(-1) as LiveRun
  expect(points.reduce((sum, { steps }) => sum + steps, 0)).toBe(last.summary.step)
  expect(last.summary).toMatchObject({ canResume: true, labels: { name: 'first' } })
  const read = await client.runs.read(reference)
  expect(read.events.map(({ event }) => event)).toEqual(
    expect.arrayContaining(['started', 'paused', 'learning-rate', 'continued', 'checkpoint', 'stopped']),
  )
  const [listed] = await client.runs.list({ project })
  expect(listed).toMatchObject({ run, state: 'stopped', step: last.summary.step, labels: { name: 'first' } })

  const curve = await client.runs.curve({ ...reference, points: 50 })
  expect(curve.points.length).toBeLessThanOrEqual(50)
  expect(curve.points.at(-1)?.step).toBeLessThanOrEqual(last.summary.step)

  // Whoever watched the run before it was resumed goes on to see it.
  const states: string[] = []
  const lasting = until(client.runs.watch(reference), ({ summary }) => {
    states.push(summary.state)
    return states.includes('training') && summary.state === 'stopped'
  })
  await client.runs.resume(reference)
  const resumed = await until(client.runs.watch(reference), ({ summary }) => summary.step > last.summary.step)
  expect(resumed.summary.state).toBe('training')
  await client.runs.stop({ ...reference, now: true })
  await lasting
})

test('a run that the terminal trains is seen as it goes, by whom, and is left to it', async () => {
  const { client } = studio
  const { id: project, folder } = await open('elsewhere', { epochs: 400 })
  const terminal = start(['train', folder, '--json', '--device', 'cpu'])
  const ended = new Promise((resolve) => terminal.once('close', resolve))
  const [run] = await until(client.runs.watchList({ project }), ([first]) => first?.state === 'elsewhere')
  const reference = { project, run: run?.run ?? '' }
  const live = await until(client.runs.watch(reference), ({ points }) => points.length > 0)
  expect(live.summary.process).toBeGreaterThan(0)
  expect(live.isWhole).toBe(true)
  expect(await codeOf(client.runs.resume(reference))).toBe('run-busy')
  expect(await codeOf(client.runs.pause(reference))).toBe('run-not-running')
  expect(await codeOf(client.runs.delete(reference))).toBe('run-busy')
  terminal.kill('SIGINT')
  await ended
  const [stopped] = await until(client.runs.watchList({ project }), ([first]) => first?.state === 'stopped')
  expect(stopped).toMatchObject({ canResume: true })
})

test('one trains, the next waits; the queue can be reordered and left', async () => {
  const { client } = studio
  const { id: project, folder } = await open('queued', { epochs: 400 })
  const ids: string[] = []
  for (let n = 0; n < 4; n++) ids.push((await client.runs.start({ project, device: 'cpu' })).run)
  const [first, second, third, fourth] = ids as [string, string, string, string]
  const jobs = await until(client.jobs.watch({}), ({ queue }) => queue.length === 3)
  expect(jobs.running.map(({ run }) => run)).toEqual([first])
  expect(jobs.queue.map(({ run }) => run)).toEqual([second, third, fourth])
  await client.jobs.move({ job: jobs.queue[2]?.job as number, place: 0 })
  await client.runs.stop({ project, run: second })
  expect(existsSync(path.join(folder, 'runs', second))).toBe(false)
  await until(client.runs.watch({ project, run: first }), ({ summary }) => summary.step > 0)
  await client.runs.stop({ project, run: first, now: true })
  const next = await until(client.jobs.watch({}), ({ running }) => running.some(({ run }) => run === fourth))
  expect(next.queue.map(({ run }) => run)).toEqual([third])
  expect(next.ended[0]).toMatchObject({ run: first, end: 'stopped' })
  await client.runs.stop({ project, run: third })
  await until(client.runs.watch({ project, run: fourth }), ({ summary }) => summary.state === 'training')
  await client.runs.stop({ project, run: fourth, now: true })
  await until(client.jobs.watch({}), ({ running }) => running.length === 0)
})

test('runs are compared, labelled, deleted to the trash and taken back', async () => {
  const { client } = studio
  const opened = await open('compared', { epochs: 1 })
  const project = opened.id
  const train = async () => {
    const { run } = await client.runs.start({ project, device: 'cpu' })
    await until(client.runs.watch({ project, run }), ({ summary }) => summary.state === 'finished')
    return run
  }
  const first = await train()
  const { project: spec, revision } = opened
  await client.projects.save({
    id: project,
    revision,
    project: { ...spec, training: { ...spec.training, batchSize: 8 } },
  })
  const second = await train()
  const compared = await client.runs.compare({ project, runs: [first, second] })
  expect(compared.differences).toEqual([{ place: '/project/training/batchSize', values: [16, 8] }])
  expect(compared.runs[0]).toMatchObject({ state: 'finished', epoch: 1, canResume: false })
  expect(compared.runs[0]?.test?.top1).toBeGreaterThanOrEqual(0)

  await client.runs.label({ project, run: first, labels: { tags: ['good', '<img src=x>'], note: '=cmd()' } })
  expect((await client.runs.read({ project, run: first })).summary.labels).toEqual({
    name: '',
    note: '=cmd()',
    tags: ['good', '<img src=x>'],
  })
  const report = await client.runs.evaluate({ project, run: first, checkpoint: 'latest' })
  expect(report.images).toBeGreaterThan(0)
  expect((await client.runs.read({ project, run: first })).report).toEqual(report)
  expect(await codeOf(client.runs.evaluate({ project, run: first, source: '/etc' }))).toBe('outside-roots')

  const use = await client.runs.diskUse({ project })
  expect(use.runs.find(({ run }) => run === first)?.bytes).toBeGreaterThan(10_000)

  await client.runs.delete({ project, run: first })
  expect((await client.runs.list({ project })).map(({ run }) => run)).toEqual([second])
  expect((await client.runs.trash({ project })).map(({ run }) => run)).toEqual([first])
  await client.runs.restore({ project, run: first })
  expect((await client.runs.list({ project })).map(({ run }) => run)).toEqual([first, second])
  await client.runs.delete({ project, run: first })
  await client.runs.emptyTrash({ project })
  expect(await client.runs.trash({ project })).toEqual([])
  expect(await codeOf(client.runs.read({ project, run: first }))).toBe('no-run')
  expect(await codeOf(client.runs.resume({ project, run: second }))).toBe('run-finished')
})

test('a project that cannot train is refused before anything is made', async () => {
  const { client } = studio
  const opened = await open('unsound', {})
  const { network } = opened.project
  const broken = { ...opened.project, network: { ...network, layers: network.layers.filter((_, k) => k !== 1) } }
  await client.projects.save({ id: opened.id, revision: opened.revision, project: broken })
  expect(await codeOf(client.runs.start({ project: opened.id }))).not.toBe('no problem')
  mkdirSync(path.join(opened.folder, 'runs'), { recursive: true })
  expect(readdirSync(path.join(opened.folder, 'runs'))).toEqual([])
})
