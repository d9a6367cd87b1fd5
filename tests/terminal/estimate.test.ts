import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chooseEngine } from '../../main/studio/engine/chooseEngine'
import { openProject } from '../../main/studio/projects/projects'
import { runJob } from '../../main/studio/studio'
import { EstimateResult } from '../../shared/contract/jobs'
import { childProcesses, isRunning } from '../reliability/childProcesses'
import { studio } from '../reliability/jobStudio'
import { writeSmallProject } from './smallProject'
import { collect, start, terminal } from './terminalProgram'

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-estimate-'))
const project = path.join(folder, 'project')
beforeAll(() => void writeSmallProject(project))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function estimate(...words: string[]) {
  const ran = await terminal(['estimate', '--json', ...words])
  expect(ran.status, ran.stderr).toBe(0)
  return EstimateResult.parse({ task: 'estimate', ...JSON.parse(ran.stdout) })
}

test('seconds, memory and the largest batch of a project; nothing is written', async () => {
  const found = await estimate(project)
  const { images, seconds, memory, timed, imagesPerSecond } = found
  expect(found).toMatchObject({ device: 'cpu', batchSize: 16, stepsPerEpoch: Math.ceil(images.train / 16) })
  expect(images.train + images.validation).toBeLessThan(400)
  expect(seconds.training).toBeCloseTo(images.train / imagesPerSecond)
  expect(seconds.step).toBeCloseTo(16 / imagesPerSecond)
  expect(seconds.epoch).toBeCloseTo(seconds.training + seconds.validation)
  expect(seconds.validation).toBeGreaterThan(0)
  expect(timed.seconds).toBeGreaterThanOrEqual(3)
  expect(memory.processBytes).toBeGreaterThan(memory.estimatedBytes)
  expect(found.largestBatch).toMatchObject({ batchSize: images.train, limitedBy: 'images' })
  expect(existsSync(path.join(project, 'runs'))).toBe(false)
})

test('the largest batch in so much memory', async () => {
  const layers = [
    { id: 'input', type: 'input', config: { shape: [12, 12, 1] } },
    { id: 'conv1', type: 'conv2d', inputs: ['input'], config: { filters: 256, kernel: 3 } },
    { id: 'relu1', type: 'activation', inputs: ['conv1'] },
    { id: 'conv2', type: 'conv2d', inputs: ['relu1'], config: { filters: 256, kernel: 3 } },
    { id: 'relu2', type: 'activation', inputs: ['conv2'] },
    { id: 'pool', type: 'global-avg-pool', inputs: ['relu2'] },
    { id: 'fc', type: 'dense', inputs: ['pool'], config: { units: 4 } },
  ]
  const wide = writeSmallProject(path.join(folder, 'wide'), { network: { layers } })
  const { largestBatch, images } = await estimate(wide, '--memory', '150MB', '--batch-size', '8')
  expect(largestBatch).toMatchObject({ limitedBy: 'memory', freeBytes: 150e6, usableBytes: 150e6 })
  expect(largestBatch?.batchSize).toBeGreaterThan(8)
  expect(largestBatch?.batchSize).toBeLessThan(images.train)
})

test('for people', async () => {
  const { status, stdout } = await terminal(['estimate', project, '--memory', '1MB', '--batch-size', '10000'])
  expect(status).toBe(0)
  expect(stdout).toMatch(/^quarters on cpu: \d+ training images in batches of \d+$/m)
  expect(stdout).toMatch(/^an epoch: +[\d.]+ m?s \(1 steps, [\d.]+ m?s of it validation\)$/m)
  expect(stdout).toMatch(/^largest batch: +none: not even one picture fits into 1\.0 MB$/m)
})

test.each([
  [[], 2, "missing required argument 'project'"],
  [['nowhere'], 1, 'there is no project at nowhere'],
  [['nowhere', '--memory', '5'], 2, '800MB, 2.5GB'],
  [['nowhere', '--batch-size', '0'], 2, 'whole number from 1 on'],
])('%j is refused', async (words, status, message) => {
  const ran = await terminal(['estimate', ...words])
  expect(ran.status).toBe(status)
  expect(ran.stderr).toContain(message)
})

test('Ctrl-C: the job is gone with the terminal', async () => {
  const child = start(['estimate', project])
  const output = collect(child)
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)))
  const until = async (isTrue: () => boolean | Promise<boolean>) => {
    for (const end = performance.now() + 30_000; !(await isTrue()); ) {
      if (performance.now() > end) throw new Error('it did not come')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  await until(() => output.stderr.includes('timing steps'))
  const jobs = childProcesses(child.pid as number)
  expect(jobs).toHaveLength(1)
  child.kill('SIGINT')
  expect(await ended).toBe('SIGINT')
  await until(() => !jobs.some(isRunning))
})

test('whoever asked for it can stop it: the job ends with a word', async () => {
  const { project: content, folder: projectFolder } = await openProject(project)
  const choice = chooseEngine({ wish: 'cpu', folders: studio.engines, hasDriver: false })
  const { engine, gpuRequired } = choice
  const abort = new AbortController()
  const asked = runJob(studio, { task: 'estimate', engine, gpuRequired, project: content, projectFolder }, choice, {
    signal: abort.signal,
    onEvent: (event) => {
      if (event.event === 'working' && event.what === 'timing steps') abort.abort()
    },
  })
  await expect(asked).rejects.toMatchObject({ details: { code: 'stopped' } })
})
