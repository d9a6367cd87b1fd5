import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Lab } from '../../main/studio/lab/lab'
import { Problem } from '../../shared/problem'
import { smallNetwork } from '../engine/networks'
import { studio as jobStudio } from '../reliability/jobStudio'
import { writeSmallProject } from '../terminal/smallProject'
import { codeOf, startHost, type TestHost, until } from './testHost'

let studio: TestHost
let project: string
let run: string
let folder: string
beforeAll(async () => {
  studio = await startHost()
  folder = writeSmallProject(path.join(studio.root, 'quarters'), {
    augmentation: [{ type: 'rotation', degrees: 20 }, { type: 'horizontal-flip' }],
  })
  project = (await studio.client.projects.open({ folder })).id
  run = (await studio.client.runs.start({ project, device: 'cpu' })).run
  await until(studio.client.runs.watch({ project, run }), ({ summary }) => summary.state === 'finished')
}, 60_000)
afterAll(async () => {
  await studio.host.close()
  expect(studio.bugs).toEqual([])
})

const first = { split: 'test', index: 0 } as const

test('every layer shows its maps, of weights drawn anew and of a run', async () => {
  const { client } = studio
  const fresh = await client.lab.activations({ project, picture: first })
  const { network } = (await client.projects.open({ folder })).project
  expect(fresh.layers.map(({ layer }) => layer).sort()).toEqual(network.layers.map(({ id }) => id).sort())
  expect(fresh.missing).toEqual([])
  expect(fresh.weights.trained).toBe(0)
  const input = fresh.layers.find(({ layer }) => layer === 'input')
  // The input layer gives the picture, scaled to 0-1 by the network and back to bytes by its own range.
  if (input?.kind !== 'maps') throw new Error('the input has no maps')
  const [least, most] = [Math.min(...fresh.picture.pixels), Math.max(...fresh.picture.pixels)]
  expect(input.maps[0]?.min).toBeCloseTo(least / 255, 5)
  expect(input.maps[0]?.max).toBeCloseTo(most / 255, 5)
  for (const [k, byte] of fresh.picture.pixels.entries())
    expect(Math.abs((input.pixels[k] as number) - ((byte - least) * 255) / (most - least))).toBeLessThan(1)

  const trained = await client.lab.activations({ project, subject: { run }, picture: first, maps: 2, side: 4 })
  expect(trained.weights.fresh).toBe(0)
  for (const each of trained.layers)
    if (each.kind === 'maps') {
      expect(Math.max(...each.tile)).toBeLessThanOrEqual(4)
      expect(each.pixels.length).toBe(each.maps.length * each.tile[0] * each.tile[1])
    }
})

test('a half-built network shows what is sound of it', async () => {
  const { client } = studio
  const layers = [
    { id: 'input', type: 'input', inputs: [], config: { shape: [12, 12, 1] } },
    { id: 'a', type: 'conv2d', inputs: ['input'], config: { filters: 2, kernel: 3 } },
    { id: 'wrong', type: 'conv2d', inputs: ['a'], config: { filters: 2, kernel: 40, padding: 'valid' } },
    { id: 'behind', type: 'activation', inputs: ['wrong'], config: {} },
    { id: 'alone', type: 'activation', inputs: [], config: {} },
  ]
  const seen = await client.lab.activations({ project, subject: { network: { layers } }, picture: first })
  expect(seen.layers.map(({ layer }) => layer)).toEqual(['input', 'a'])
  expect(seen.missing.map(({ layer }) => layer).sort()).toEqual(['alone', 'behind', 'wrong'])
})

test('predictions are those of the predict job, and the logits layer agrees with them', async () => {
  const { client } = studio
  const pictures = [0, 1, 2].map((index) => ({ split: 'test' as const, index }))
  const found = await client.lab.predictions({ project, run, pictures })
  expect(found.predictions.length).toBe(3)
  const [prediction] = found.predictions
  if (!prediction || !('top' in prediction)) throw new Error('no prediction')
  expect(prediction.top.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5)
  const seen = await client.lab.activations({ project, subject: { run }, picture: first })
  const logits = seen.layers.filter(({ kind, shape }) => kind === 'values' && shape[0] === 4).at(-1)
  // 255 is the largest logit.
  expect(logits?.pixels.indexOf(255)).toBe(prediction.top[0]?.class)
})

test('kernels and heat of a run; both say where else one can look', async () => {
  const { client } = studio
  const kernels = await client.lab.kernels({ project, run })
  const [height, width, , filters] = kernels.shape
  expect(kernels.pixels.length).toBe(filters * height * width * kernels.channels)
  expect(kernels.layers[0]).toBe(kernels.layer)
  const heat = await client.lab.gradCam({ project, run, picture: first })
  expect(heat.heat.length).toBe(heat.size[0] * heat.size[1])
  expect(heat.layers).toContain(heat.layer)
  expect(await codeOf(client.lab.gradCam({ project, run, picture: first, layer: 'nowhere' }))).toBe('no-such-layer')
  expect(await codeOf(client.lab.predictions({ project, run: 'nobody', pictures: [first] }))).toBe('missing')
  expect(await codeOf(client.lab.activations({ project, picture: { split: 'test', index: 9999 } }))).toBe(
    'no-such-picture',
  )
})

test('batch norms: how they stand to a batch, and averages that lag behind are told', async () => {
  const { client } = studio
  const answer = await client.lab.batchNorms({ project, run })
  expect(answer.layers.map(({ layer, channels }) => [layer, channels])).toEqual([
    ['norm1', 6],
    ['norm2', 6],
  ])
  expect(answer.byAverage).toBeGreaterThan(0)
  expect(answer.layers.every(({ constant, shut }) => constant + shut === 0)).toBe(true)

  // Averages of a run that was hardly trained are still those they began with: mean 0, variance 1.
  const young = writeSmallProject(path.join(studio.root, 'young'), {
    training: { epochs: 1, batchSize: 128 },
    network: withMomentum(0.9999),
  })
  const other = (await client.projects.open({ folder: young })).id
  const { run: begun } = await client.runs.start({ project: other, device: 'cpu' })
  await until(client.runs.watch({ project: other, run: begun }), ({ summary }) => summary.state === 'finished')
  const stale = await client.lab.batchNorms({ project: other, run: begun })
  expect(stale.layers.map(({ verdict }) => verdict)).toContain('stale')
  expect(stale.layers.every(({ shift }) => shift !== null && shift > 0)).toBe(true)
  // Without a batch norm there is nothing to look at.
  const plain = writeSmallProject(path.join(studio.root, 'plain'), {
    training: { epochs: 1 },
    network: {
      layers: [
        { id: 'input', type: 'input', config: { shape: [12, 12, 1] } },
        { id: 'flat', type: 'flatten', inputs: ['input'] },
        { id: 'dense', type: 'dense', inputs: ['flat'], config: { units: 4 } },
      ],
    },
  })
  const third = (await client.projects.open({ folder: plain })).id
  const { run: flat } = await client.runs.start({ project: third, device: 'cpu' })
  await until(client.runs.watch({ project: third, run: flat }), ({ summary }) => summary.state === 'finished')
  expect(await codeOf(client.lab.batchNorms({ project: third, run: flat }))).toBe('no-batch-norms')
}, 240_000)

/** The small network whose averages take so much of what they were. */
function withMomentum(momentum: number) {
  const network = smallNetwork()
  return {
    ...network,
    layers: network.layers.map((layer) =>
      layer.type === 'batch-norm' ? { ...layer, config: { ...layer.config, momentum } } : layer,
    ),
  }
}

test('augmented pictures: equal for equal steps, strengths are fed, and a knob at 0 leaves them as they are', async () => {
  const { client } = studio
  const pictures = [{ split: 'train' as const, index: 0 }]
  const once = await client.lab.augmented({ project, pictures, variants: 3 })
  const again = await client.lab.augmented({ project, pictures, variants: 2, firstStep: 1 })
  expect(once.pictures[0]?.variants.slice(1)).toEqual(again.pictures[0]?.variants)
  const off = Object.fromEntries(once.knobs.map(({ name }) => [name, 0]))
  const still = await client.lab.augmented({ project, pictures, variants: 1, knobs: off })
  expect(still.pictures[0]?.variants[0]?.pixels).toEqual(still.pictures[0]?.pixels)
})

test('a pasted picture is looked at before it is decoded', async () => {
  const { client } = studio
  const bytes = new TextEncoder().encode('<svg/>')
  const { predictions } = await client.lab.predictions({ project, run, pictures: [{ bytes }, first] })
  expect(predictions[0]).toHaveProperty('problem')
  expect(predictions[1]).toHaveProperty('top')
  writeFileSync(path.join(studio.workspace, 'x.png'), 'x')
  const outside = { file: path.join(studio.workspace, 'x.png') }
  expect(await codeOf(client.lab.predictions({ project, run, pictures: [outside] }))).toBe('outside-roots')
})

test('the newest question of a lane wins, and one that is given up is answered nowhere', async () => {
  const { client } = studio
  const ask = (index: number, lane: string) =>
    codeOf(client.lab.activations({ project, lane, picture: { split: 'train', index } }))
  const codes = await Promise.all([ask(0, 'a'), ask(1, 'a'), ask(2, 'a'), ask(3, 'b')])
  expect(codes.slice(0, 2).every((code) => code === 'superseded' || code === 'no problem')).toBe(true)
  expect(codes.slice(1, 2)).toEqual(['superseded'])
  expect(codes.slice(2)).toEqual(['no problem', 'no problem'])
})

test('a lab that is killed is started again, also under a question; one that is idle ends', async () => {
  const lab = new Lab(jobStudio, { idleMs: 500 })
  const question = {
    ask: 'predictions' as const,
    subject: { runFolder: path.join(folder, 'runs', run), checkpoint: 'best' as const },
    pictures: [first],
  }
  const before = await lab.ask(question, 'x')
  process.kill(lab.pid as number, 'SIGKILL')
  const after = await lab.ask(question, 'x')
  expect(after).toEqual(before)
  const asked = lab.ask(question, 'x')
  process.kill(lab.pid as number, 'SIGKILL')
  expect(await asked).toEqual(before)
  const pid = lab.pid as number
  await expect.poll(() => lab.pid, { timeout: 3000 }).toBeUndefined()
  await expect.poll(() => isAlive(pid), { timeout: 3000 }).toBe(false)
  expect(await lab.ask(question, 'x')).toEqual(before)
  await lab.close()
  expect(await lab.ask(question, 'x').catch((error) => error)).toBeInstanceOf(Problem)
}, 120_000)

test('a project that is closed takes its lab with it', async () => {
  const other = writeSmallProject(path.join(studio.root, 'other'))
  const { id } = await studio.client.projects.open({ folder: other })
  const asking = studio.client.lab.activations({ project: id, picture: first })
  await studio.client.projects.close({ id })
  expect(await codeOf(asking)).toBe('project-not-open')
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
