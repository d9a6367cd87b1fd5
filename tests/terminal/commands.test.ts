import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { goldenPath } from '../pictures/goldens'
import { newestWeights, onlyRun } from '../reliability/killedRun'
import { writeSmallProject } from './smallProject'
import { jsonLines, type Ran, terminal } from './terminalProgram'

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-commands-'))
const project = path.join(folder, 'project')
let trained: Ran
beforeAll(async () => {
  writeSmallProject(project, { training: { epochs: 6 } })
  trained = await terminal(['train', project, '--json'])
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const answer = (ran: Ran) => JSON.parse(ran.stdout) as Record<string, unknown>

describe('train --json', () => {
  test('streams steps, epochs and checkpoints as the design has them, and ends with done', () => {
    expect(trained.status, trained.stderr).toBe(0)
    const events = jsonLines(trained.stdout)
    const step = events.find(({ event }) => event === 'step')
    expect(step).toMatchObject({ step: 1, epoch: 1, loss: expect.any(Number), top1: expect.any(Number) })
    expect(step).toHaveProperty('imagesPerSecond')
    const epochs = events.filter(({ event }) => event === 'epoch')
    expect(epochs).toHaveLength(6)
    expect(epochs[5]).toMatchObject({
      epoch: 6,
      train: { loss: expect.any(Number), top1: expect.any(Number) },
      validation: { loss: expect.any(Number), top1: expect.any(Number), top5: expect.any(Number) },
      seconds: expect.any(Number),
    })
    expect(events.some(({ event, path: place }) => event === 'checkpoint' && existsSync(place as string))).toBe(true)
    expect(events.at(-1)).toMatchObject({
      event: 'done',
      run: onlyRun(project),
      status: 'finished',
      epochs: 6,
      steps: newestWeights(onlyRun(project)).step,
      test: { loss: expect.any(Number), top1: expect.any(Number), top5: expect.any(Number) },
      imagesPerSecond: expect.any(Number),
      device: 'cpu',
    })
  })

  test('has learned the four quarters', () => {
    expect((jsonLines(trained.stdout).at(-1) as { test: { top1: number } }).test.top1).toBeGreaterThan(0.8)
  })

  test('leaves a run that says all of itself', () => {
    const run = onlyRun(project)
    for (const file of ['job.json', 'metrics.jsonl', 'events.jsonl', 'report.json', 'checkpoints', 'best'])
      expect(existsSync(path.join(run, file)), file).toBe(true)
    const rows = readFileSync(path.join(run, 'metrics.jsonl'), 'utf8').trim().split('\n')
    expect(rows.filter((row) => JSON.parse(row).kind === 'epoch')).toHaveLength(6)
  })
})

test('evaluate gives the same figures as the end of the training', async () => {
  const ran = await terminal(['evaluate', onlyRun(project), '--json'])
  expect(ran.status, ran.stderr).toBe(0)
  const { loss, top1, images, perClass, confusion } = answer(ran) as Record<string, never>
  const { test: atEnd } = jsonLines(trained.stdout).at(-1) as { test: { loss: number; top1: number } }
  expect(loss).toBeCloseTo(atEnd.loss, 6)
  expect(top1).toBeCloseTo(atEnd.top1, 9)
  expect(perClass).toHaveLength(4)
  expect((confusion as unknown as number[][]).flat().reduce((sum, n) => sum + n, 0)).toBe(images)
})

test('predict names the likely classes of pictures', async () => {
  const pictures = path.join(project, 'data/train-images-idx3-ubyte')
  const ran = await terminal(['predict', onlyRun(project), pictures, '--json'])
  expect(ran.status, ran.stderr).toBe(0)
  expect(ran.stdout).toMatch(/"probability"/)
})

test('predict takes pictures of any size and kind, and names one that is none', async () => {
  const pictures = ['rgb-420.jpg', 'palette.bmp', 'lossless.webp', 'orientation-6.png'].map(goldenPath)
  const ran = await terminal(['predict', onlyRun(project), ...pictures, '--json'])
  expect(ran.status, ran.stderr).toBe(0)
  const { predictions } = answer(ran) as { predictions: { path: string }[] }
  expect(predictions.map(({ path }) => path)).toEqual(pictures)
  const text = path.join(folder, 'text.jpg')
  writeFileSync(text, 'not a picture')
  const refused = await terminal(['predict', onlyRun(project), text])
  expect(refused.status).toBe(1)
  expect(refused.stderr).toContain('the file is text')
  expect(refused.stderr).toContain(text)
})

test('inspect answers without TensorFlow', async () => {
  const ran = await terminal(['inspect', 'zoo:deep-digits', '--json'], {
    env: { LAYERLOOM_ENGINE: '', LAYERLOOM_ENGINE_CPU: '' },
  })
  expect(ran.status, ran.stderr).toBe(0)
  expect(answer(ran)).toMatchObject({
    inputShape: [28, 28, 1],
    outputShape: [10],
    parameters: { total: 123_552, trainable: 123_552, frozen: 0 },
  })
})

test('check-gradients finds nothing above 1e-3', async () => {
  const ran = await terminal(['check-gradients', project, '--json'])
  expect(ran.status, ran.stderr).toBe(0)
  expect((answer(ran) as { worstRelativeError: number }).worstRelativeError).toBeLessThan(1e-3)
})

test('doctor trains three steps', async () => {
  const ran = await terminal(['doctor', '--json'])
  expect(ran.status, ran.stderr).toBe(0)
  expect(answer(ran)).toMatchObject({ selfTest: { passed: true }, engine: { tensorflow: '2.21.0' } })
})

test('new writes a project that trains', async () => {
  const made = path.join(folder, 'made')
  const ran = await terminal(['new', made, '--network', 'lenet-5', '--data', path.join(project, 'data')])
  expect(ran.status, ran.stderr).toBe(0)
  expect(existsSync(path.join(made, 'project.json'))).toBe(true)
  const again = await terminal(['new', made, '--network', 'lenet-5', '--data', path.join(project, 'data')])
  expect(again.status).toBe(1)
})
