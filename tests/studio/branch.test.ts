import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LayersItem, RunEvents } from '../../shared/contract/studio/runs'
import { newestWeights } from '../reliability/killedRun'
import { writeSmallProject } from '../terminal/smallProject'
import { codeOf, startHost, type TestHost, until } from './testHost'

let studio: TestHost
beforeAll(async () => {
  studio = await startHost()
})
afterAll(async () => {
  await studio.host.close()
  expect(studio.bugs).toEqual([])
})

const runFolder = (project: string, run: string) => path.join(project, 'runs', run)
const stepsIn = (file: string): number[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { step: number }).step)

test('what was changed can be taken back: a branch from the checkpoint before it ends with the bits of a run without the change', async () => {
  const { client } = studio
  const folder = writeSmallProject(path.join(studio.root, 'marked'), { training: { epochs: 12 } })
  const { id: project } = await client.projects.open({ folder })

  // Without the change.
  const { run: straight } = await client.runs.start({ project, device: 'cpu' })
  await until(client.runs.watch({ project, run: straight }), ({ summary }) => summary.state === 'finished')

  // The same run again, steered by hand.
  const { run } = await client.runs.repeat({ project, run: straight, device: 'cpu' })
  const reference = { project, run }
  await until(client.runs.watch(reference), ({ summary }) => summary.step > 20)
  await client.runs.pause(reference)
  await until(client.runs.watch(reference), ({ summary }) => summary.state === 'paused')
  await client.runs.learningRate({ ...reference, learningRate: 0.5 })
  await client.runs.snapshot(reference)
  await client.runs.continue(reference)
  const told: RunEvents['events'] = []
  await until(client.runs.watchEvents(reference), ({ events }) => {
    told.push(...events)
    return told.some(({ event }) => event === 'finished' || event === 'failed')
  })
  const change = told.find((event) => event.event === 'learning-rate')
  const step = change?.event === 'learning-rate' ? change.step : -1
  expect(change).toMatchObject({ learningRate: 0.5 })
  const kept = await client.runs.checkpoints(reference)
  expect(kept).toContainEqual(expect.objectContaining({ kind: 'mark', step }))
  expect(kept).toContainEqual(expect.objectContaining({ kind: 'snapshot', step }))
  expect(kept.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['best', 'best-accuracy', 'newest']))

  const { run: branch } = await client.runs.branch({ ...reference, checkpoint: { kind: 'mark', step }, device: 'cpu' })
  const whole = await until(client.runs.watch({ project, run: branch }), ({ summary }) => summary.state === 'finished')
  expect(whole.summary.labels.tags).toEqual(['branch'])
  expect(newestWeights(runFolder(folder, branch))).toEqual(newestWeights(runFolder(folder, straight)))
  // Its curve and its layers are whole, from the first step on, as those of the run that was not changed.
  for (const file of ['metrics.jsonl', 'layers.jsonl'])
    expect(stepsIn(path.join(runFolder(folder, branch), file)), file).toEqual(
      stepsIn(path.join(runFolder(folder, straight), file)),
    )
  const { events } = await client.runs.read({ project, run: branch })
  expect(events).toContainEqual(expect.objectContaining({ event: 'branched', step, from: run }))
  // The change at the very step of the checkpoint is not the branch's.
  expect(events.map(({ event }) => event)).not.toContain('learning-rate')
  expect(await codeOf(client.runs.branch({ ...reference, checkpoint: { kind: 'mark', step: step + 1 } }))).toBe(
    'no-checkpoint',
  )
  // A checkpoint of the shelf can be tried; the run's report stays that of its best weights.
  const before = readFileSync(path.join(runFolder(folder, run), 'report.json'), 'utf8')
  const report = await client.runs.evaluate({ ...reference, checkpoint: { kind: 'snapshot', step } })
  expect(report.checkpoint.step).toBe(step)
  expect(readFileSync(path.join(runFolder(folder, run), 'report.json'), 'utf8')).toBe(before)
})

test('the layers of a run are told, with the histogram of the one that is looked at', async () => {
  const { client } = studio
  const folder = writeSmallProject(path.join(studio.root, 'looked'), { training: { epochs: 3 } })
  const { id: project } = await client.projects.open({ folder })
  const { run } = await client.runs.start({ project, device: 'cpu' })
  await until(client.runs.watch({ project, run }), ({ summary }) => summary.state === 'finished')
  const item: LayersItem = await until(
    client.runs.watchLayers({ project, run, layer: 'conv2' }),
    ({ looks }) => looks.length > 0,
  )
  expect(item).toMatchObject({ isWhole: true, layer: 'conv2' })
  expect(item.layers).toEqual(['conv1', 'norm1', 'conv2', 'norm2', 'dense'])
  expect(item.looks.map(({ step }) => step)).toEqual([10, 20, 30, 40, 50, 60])
  for (const look of item.looks) {
    expect(look.gradients).toHaveLength(5)
    expect(look.gradients.every((norm) => norm !== null && norm >= 0)).toBe(true)
    // All values of a kernel of 3x3x6x6.
    expect(look.histogram?.counts.reduce((sum, count) => sum + count, 0)).toBe(324)
    expect(look.dead?.map(({ layer }) => layer)).toEqual(['relu1', 'relu2'])
  }
})

test('a run that is not to be looked at writes no looks and ends with the same bits', async () => {
  const { client } = studio
  const folder = writeSmallProject(path.join(studio.root, 'blind'), { training: { epochs: 3, watchLayers: false } })
  const { id: project } = await client.projects.open({ folder })
  const { run } = await client.runs.start({ project, device: 'cpu' })
  await until(client.runs.watch({ project, run }), ({ summary }) => summary.state === 'finished')
  expect(readFileSync(path.join(runFolder(folder, run), 'layers.jsonl'), 'utf8')).toBe('')
  const looked = path.join(studio.root, 'looked', 'runs')
  const [other] = readdirSync(looked)
  expect(newestWeights(runFolder(folder, run)).files).toEqual(newestWeights(path.join(looked, other as string)).files)
})
