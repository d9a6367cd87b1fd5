import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newestCheckpoint } from '../../main/jobs/train/checkpoints'
import { Job } from '../../shared/records/job'
import type { TensorMap } from '../../shared/tensorData'
import { smallNetwork } from '../engine/networks'
import { writeSmallProject } from '../terminal/smallProject'
import { terminal } from '../terminal/terminalProgram'
import { watchRun } from './jobStudio'
import { newestWeights, onlyRun } from './killedRun'

// Each trains several times, on a machine that others may use too.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-transfer-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let source: string
beforeAll(async () => {
  const run = await watchRun(writeSmallProject(path.join(folder, 'source'), { training: { epochs: 1 } }))
  await run.ended
  source = run.run.folder
})

const weightsOf = async (run: string): Promise<TensorMap> => {
  const { checkpoint } = await newestCheckpoint(path.join(run, 'checkpoints'))
  return checkpoint?.weights as TensorMap
}
const jobOf = (run: string) => Job.parse(JSON.parse(readFileSync(path.join(run, 'job.json'), 'utf8')))
const equal = (a: TensorMap, b: TensorMap) =>
  new Set(
    [...a]
      .filter(([name, { data }]) => Buffer.compare(bytes(data), bytes(b.get(name)?.data)) === 0)
      .map(([name]) => name),
  )
const bytes = (data?: ArrayBufferView) =>
  Buffer.from((data as ArrayBufferView).buffer, data?.byteOffset, data?.byteLength)

const train = async (name: string, training: object, options = {}) => {
  const project = writeSmallProject(path.join(folder, name), {
    training,
    startFrom: { place: path.relative(path.join(folder, name), source) },
    ...options,
  })
  const run = await watchRun(project)
  const result = await run.ended
  return { run, result, folder: run.run.folder }
}

test('what is frozen keeps weights and moving averages to the bit, and the head learns', async () => {
  const { folder: run } = await train('frozen', { epochs: 2, fineTuning: { freeze: 'all-but-head' } })
  const [before, after] = [await weightsOf(source), await weightsOf(run)]
  const same = equal(before, after)
  const changed = [...after.keys()].filter((name) => !same.has(name))
  expect(changed.sort()).toEqual(['dense/bias', 'dense/kernel'])
  expect(same.has('norm1/moving-mean')).toBe(true)
  const { start } = jobOf(run)
  expect(start?.fresh).toEqual([])
  expect(start?.taken).toContain('norm2/moving-variance')
})

test('layers that are unfrozen learn from their epoch on, and stopping before, at and after it changes no bit', async () => {
  const training = {
    epochs: 3,
    optimizer: { name: 'adam' },
    fineTuning: { freeze: 'all-but-head', unfreeze: [{ epoch: 2, layers: ['conv2', 'norm2'] }] },
  }
  const straight = await train('straight', training)
  const perEpoch = straight.result.steps / 3
  const unfrozen = straight.run.events.find((event) => event.event === 'unfrozen')
  expect(unfrozen).toMatchObject({ step: perEpoch, layers: ['conv2', 'norm2'] })
  const same = equal(await weightsOf(source), await weightsOf(straight.folder))
  expect(same.has('conv1/kernel')).toBe(true)
  expect(same.has('conv2/kernel')).toBe(false)
  expect(same.has('norm2/moving-mean')).toBe(false)

  for (const stopAfterStep of [perEpoch - 3, perEpoch, perEpoch + 4]) {
    const project = writeSmallProject(path.join(folder, `stopped-${stopAfterStep}`), {
      training,
      startFrom: { place: source },
    })
    const begun = await watchRun(project, { stopAfterStep })
    expect((await begun.ended).end).toBe('steps')
    const resumed = await watchRun('', { resume: begun.run })
    expect((await resumed.ended).steps).toBe(straight.result.steps)
    expect(newestWeights(resumed.run.folder)).toEqual(newestWeights(straight.folder))
  }
})

test('a rate of nothing is as good as frozen weights, but batch norm goes on with the new pictures', async () => {
  const { folder: run } = await train('rates', {
    epochs: 1,
    optimizer: { name: 'sgd' },
    fineTuning: { rates: [{ layers: ['conv*', 'norm*'], factor: 0 }] },
  })
  const same = equal(await weightsOf(source), await weightsOf(run))
  expect(same.has('conv1/kernel')).toBe(true)
  expect(same.has('norm1/gamma')).toBe(true)
  expect(same.has('norm1/moving-mean')).toBe(false)
  expect(same.has('dense/kernel')).toBe(false)
})

test('other classes get a new head, and a network that differs what fits', async () => {
  const network = smallNetwork()
  const other = {
    ...network,
    layers: network.layers.map((layer) =>
      layer.id === 'conv2' ? { ...layer, config: { ...layer.config, kernel: [5, 5] } } : layer,
    ),
  }
  const { folder: run } = await train(
    'head',
    { epochs: 1 },
    { network: other, startFrom: { place: source, head: 'new' } },
  )
  const { start } = jobOf(run)
  expect(start?.fresh.map(({ name, reason }) => `${name} ${reason}`)).toEqual([
    'conv2/kernel other-shape',
    'dense/kernel new-head',
    'dense/bias new-head',
  ])
  expect([...(start?.unused ?? [])].sort()).toEqual(['conv2/kernel', 'dense/bias', 'dense/kernel'])
})

test('the terminal begins with a run, says what was taken, and refuses what fits nowhere', async () => {
  const project = writeSmallProject(path.join(folder, 'terminal'), { training: { epochs: 1 } })
  const { status, stdout, stderr } = await terminal([
    'train',
    project,
    '--from',
    source,
    '--freeze',
    'conv1,norm1',
    '--json',
  ])
  expect(stderr).toContain('begins with')
  expect(stderr).toContain('2 layers do not learn: conv1, norm1')
  expect(status).toBe(0)
  expect(stdout).toContain('"event":"start-weights"')
  const other = await terminal([
    'new',
    path.join(folder, 'shapes'),
    '--network',
    'lenet-5',
    '--data',
    'sample:shapes',
    '--json',
  ])
  expect(other.status).toBe(0)
  const refused = await terminal(['train', path.join(folder, 'shapes'), '--from', source])
  expect(refused.status).toBe(1)
  expect(refused.stderr).toContain('none has the name and the shape')
  const misspelt = await terminal(['train', project, '--freeze', 'conf1'])
  expect(misspelt.status).toBe(1)
  expect(misspelt.stderr).toContain('did you mean "conv1"')
  const wrong = await terminal(['train', project, '--unfreeze', 'conv1'])
  expect(wrong.status).toBe(2)
})

test('a new project takes over the network of a run and is trained from its weights', async () => {
  const place = path.join(folder, 'from')
  const made = await terminal(['new', place, '--from', source, '--data', path.join(folder, 'source', 'data'), '--json'])
  expect(made.stderr).toBe('')
  expect(made.status).toBe(0)
  const project = JSON.parse(readFileSync(path.join(place, 'project.json'), 'utf8'))
  expect(project.startFrom.place).toBe(path.relative(place, source))
  const both = await terminal([
    'new',
    path.join(folder, 'both'),
    '--from',
    source,
    '--network',
    'lenet-5',
    '--data',
    'sample:digits',
  ])
  expect(both.status).toBe(2)
  const trained = await terminal(['train', place, '--epochs', '1', '--json'])
  expect(trained.status).toBe(0)
  // The classes are the same, so the head came along.
  expect(jobOf(onlyRun(place)).start?.fresh).toEqual([])
})
