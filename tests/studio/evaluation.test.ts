import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chooseEngine } from '../../main/studio/engine/chooseEngine'
import { runJob } from '../../main/studio/studio'
import type { EvaluationView } from '../../shared/contract/studio/evaluation'
import { studio as jobStudio } from '../reliability/jobStudio'
import { writeSmallProject } from '../terminal/smallProject'
import { codeOf, startHost, type TestHost, until } from './testHost'

let studio: TestHost
let project: string
let run: string
let folder: string
beforeAll(async () => {
  studio = await startHost()
  // One epoch: it has to make mistakes.
  folder = writeSmallProject(path.join(studio.root, 'quarters'), {
    training: { epochs: 1, learningRate: 0.0005 },
    augmentation: [
      { type: 'rotation', degrees: 20 },
      { type: 'random-crop', padding: 2 },
    ],
  })
  project = (await studio.client.projects.open({ folder })).id
  run = (await studio.client.runs.start({ project, device: 'cpu' })).run
  await until(studio.client.runs.watch({ project, run }), ({ summary }) => summary.state === 'finished')
}, 60_000)
afterAll(async () => {
  await studio.host.close()
  expect(studio.bugs).toEqual([])
})

const evaluated = async (split: 'train' | 'validation' | 'test'): Promise<EvaluationView> => {
  const { view } = await until(
    studio.client.evaluation.start({ project, run, split }),
    ({ view }) => view !== undefined,
  )
  return view as EvaluationView
}

test('an evaluation agrees with the report, is kept, and every cell opens its pictures', async () => {
  const { client } = studio
  const which = { project, run, split: 'train' as const }
  expect(await client.evaluation.read(which)).toBeNull()
  expect(await codeOf(client.evaluation.pictures({ ...which, of: 'worst' }))).toBe('not-evaluated')
  const test = await evaluated('test')
  const report = await client.runs.evaluate({ project, run })
  expect(test).toMatchObject({ images: report.images, loss: report.loss, top1: report.top1, top5: report.top5 })
  for (const [truth, prediction, count] of test.confusion) expect(count).toBe(report.confusion[truth]?.[prediction])
  expect(test.perClass).toEqual(
    report.perClass
      .map(({ name: _, ...scores }) => ({ ...scores, f1: expect.anything() }))
      .map((scores, k) => ({ ...scores, f1: test.perClass[k]?.f1 ?? null })),
  )

  const train = await evaluated('train')
  expect(await client.evaluation.read(which)).toEqual(train)
  expect(train.wrong).toBeGreaterThan(0)
  let seen = 0
  for (const [truth, prediction, count] of train.confusion) {
    const { total, pictures } = await client.evaluation.pictures({ ...which, of: { truth, prediction }, most: 500 })
    expect(total).toBe(count)
    for (const { label, top } of pictures) expect([label, top[0]?.class]).toEqual([truth, prediction])
    const sure = pictures.map(({ top }) => top[0]?.probability as number)
    expect(sure).toEqual([...sure].sort((a, b) => b - a))
    seen += total
  }
  expect(seen).toBe(train.images)
  const worst = await client.evaluation.pictures({ ...which, of: 'worst', most: 10 })
  expect(worst.total).toBe(train.wrong)
  const losses = worst.pictures.map(({ loss }) => loss as number)
  expect(losses).toEqual([...losses].sort((a, b) => b - a))

  // The lab sees the same pictures at the same places, and says the same of them.
  const [first] = worst.pictures
  if (!first) throw new Error('no mistake')
  const lab = await client.lab.predictions({ project, run, pictures: [{ split: 'train', index: first.index }] })
  const [prediction] = lab.predictions
  if (!prediction || !('top' in prediction)) throw new Error('no prediction')
  expect(prediction.top.map(({ class: k }) => k)).toEqual(first.top.slice(0, 5).map(({ class: k }) => k))
  for (const [k, { probability }] of prediction.top.entries())
    expect(probability).toBeCloseTo(first.top[k]?.probability as number, 5)
  // Loss is the cross-entropy of the true class.
  const own = first.top.find(({ class: k }) => k === first.label)
  if (own) expect(first.loss).toBeCloseTo(-Math.log(own.probability), 3)
  const shown = await client.lab.pictures({
    project,
    subject: { run },
    pictures: [{ split: 'train', index: first.index }],
  })
  expect(shown.pictures[0]).toMatchObject({ label: train.classes[first.label] })
}, 60_000)

test('a damaged evaluation is one that is to be made again', async () => {
  const { client } = studio
  const view = await evaluated('validation')
  const file = path.join(folder, 'runs', run, 'evaluations', `validation-${view.checkpoint.step}.evaluation`)
  writeFileSync(file, 'nothing')
  expect(await client.evaluation.read({ project, run, split: 'validation' })).toBeNull()
  expect(await evaluated('validation')).toMatchObject({ images: view.images, wrong: view.wrong, loss: view.loss })
}, 30_000)

test('leaving the stream ends the evaluation', async () => {
  const { client } = studio
  const stream = client.evaluation.start({ project, run, split: 'train' })
  for await (const item of stream) if (item.working) break
  await until(client.jobs.watch({}), ({ running }) => !running.some(({ task }) => task === 'evaluate'))
}, 30_000)

test('the bench shows what the preview job draws', async () => {
  const { client } = studio
  const { project: saved } = await client.projects.open({ folder })
  const out = path.join(studio.root, 'sheet.png')
  const choice = chooseEngine({ wish: 'cpu', folders: jobStudio.engines, hasDriver: false })
  const { engine, gpuRequired } = choice
  const preview = await runJob<'preview'>(
    jobStudio,
    { task: 'preview', engine, gpuRequired, folder, subject: { project: saved }, pictures: 3, variants: 4, out },
    choice,
  )
  // The preview's batch is the first of training: the same places in the same order, all of them, for what is drawn depends on the place.
  const size = saved.training.batchSize
  const { epochOrder } = await import('../../main/data/batches')
  const train = (await client.evaluation.read({ project, run, split: 'train' }))?.images as number
  const order = epochOrder(train, { seed: saved.training.seed, epoch: 0 }).slice(0, size)
  const pictures = [...order].map((index) => ({ split: 'train' as const, index }))
  const bench = await client.lab.augmented({ project, pictures, variants: 4 })
  const drawn = bench.pictures.slice(0, 3).map(({ variants }) => variants.map(({ changes }) => changes))
  expect(drawn).toEqual(preview.pictures.map(({ variants }) => variants))
  expect(bench.sentences).toEqual(preview.augmentation)
}, 30_000)
