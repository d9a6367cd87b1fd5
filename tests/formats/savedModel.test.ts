import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ServingSession } from '../../main/engine/servingSession'
import { readBudget } from '../../main/formats/importedModel'
import { prepare } from '../../main/formats/passes/prepare'
import { recognizeModel } from '../../main/formats/recognize'
import { savedModel } from '../../main/formats/savedmodel'
import { readBundle } from '../../main/formats/savedmodel/bundle/readBundle'
import { exportDefaults } from '../../shared/formats/exportOptions'
import { inferNetwork } from '../../shared/model/infer'
import type { TensorData } from '../../shared/tensorData'
import { zooNetwork } from '../../shared/zoo'
import { seededValues } from '../seededValues'
import { engineOutputs } from './engineOutputs'
import { exported, largestDifference } from './exported'
import { randomWeights } from './randomWeights'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-savedmodel-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const work = { onProgress: () => {} }
const network = zooNetwork('resnet-20').build({ input: [16, 16, 3], classes: 4 })
const weights = randomWeights(inferNetwork(network).layers.values())
const count = 3
const pixels = seededValues(5, count * 16 * 16 * 3).map((value) => Math.round((value + 2) * 60))
const normalized = { count, values: pixels.map((value) => value / 255) }

describe('a SavedModel', () => {
  test.each([
    ['as it is', {}, 2e-5],
    [
      'float16, probabilities, batch norms folded',
      { weights: 'float16', output: 'probabilities', foldBatchNorm: true },
      1e-2,
    ],
  ] as const)('%s: TensorFlow serves what our engine gives, and it comes back', async (name, wishes, allowed) => {
    const options = { ...exportDefaults, ...wishes }
    const place = path.join(folder, name)
    await savedModel.write(prepare(exported(network, 4, weights), options), options, place, work)
    // As constants of the graph weights would be in memory many times over.
    const [graph, data] = ['saved_model.pb', 'variables/variables.data-00000-of-00001'].map(
      (file) => statSync(path.join(place, file)).size,
    ) as [number, number]
    expect(graph * 4).toBeLessThan(data)
    const session = await ServingSession.open(place)
    const served = session.predict('images', pixels, [count, 16, 16, 3])
    session.close()
    const logits = await engineOutputs(network, 4, weights, normalized)
    const expected = options.output === 'logits' ? logits : softmax(logits, 4)
    expect(largestDifference(expected, served)).toBeLessThan(allowed)

    expect(recognizeModel(place)).toBe('savedmodel')
    const back = await savedModel.read?.(place, readBudget)
    const again = new Map<string, TensorData>()
    for (const [key, shape] of back?.weights.shapes ?? [])
      again.set(key, { dtype: 'float32', shape, data: (await back?.weights.read(key)) as Float32Array })
    if (!options.foldBatchNorm) for (const [key, { data }] of again) expect(data).toEqual(weights.get(key)?.data)
    const theirs = await engineOutputs(back?.network as never, 4, again, normalized)
    expect(largestDifference(logits, theirs)).toBeLessThan(allowed * 10)
    expect([back?.classes?.length, back?.outputKind, back?.preprocessing?.isInside]).toEqual([4, options.output, false])
  })
})

test("another program's SavedModel is refused by name", async () => {
  const place = path.join(folder, 'foreign')
  mkdirSync(place)
  writeFileSync(path.join(place, 'saved_model.pb'), 'x')
  expect(() => recognizeModel(place)).toThrow('taken apart into ops')
  await expect(savedModel.read?.(place, readBudget)).rejects.toMatchObject({ details: { code: 'savedmodel-foreign' } })
})

test('a checkpoint that TensorFlow wrote is read', () => {
  const tensors = readBundle(path.join(__dirname, 'goldens/checkpoint'), readBudget)
  expect(tensors.size).toBe(41)
  for (let k = 0; k < 40; k++) {
    const one = tensors.get(`block/conv${k}/kernel`)
    expect([one?.shape, one?.read()]).toEqual([[2, 3], Float32Array.from({ length: 6 }, (_, n) => n + k)])
  }
  expect(tensors.get('block/half')?.read()).toEqual(Float32Array.of(0.5, -2))
})

describe('a damaged checkpoint is refused', () => {
  const damaged = async (name: string, file: string, change: (bytes: Buffer) => Buffer) => {
    const place = path.join(folder, name)
    await savedModel.write(exported(network, 4, weights), exportDefaults, place, work)
    const whole = path.join(place, 'variables', file)
    writeFileSync(whole, change(readFileSync(whole)))
    return async () => {
      const model = await savedModel.read?.(place, readBudget)
      for (const key of model?.weights.shapes.keys() ?? []) await model?.weights.read(key)
    }
  }
  const data = 'variables.data-00000-of-00001'
  test.each([
    ['a weight with a turned bit', data, (bytes: Buffer) => turned(bytes, 100), 'savedmodel-bytes'],
    ['weights that end early', data, (bytes: Buffer) => bytes.subarray(0, -4), 'savedmodel-tensor'],
    ['an index with a turned bit', 'variables.index', (bytes: Buffer) => turned(bytes, 40), 'savedmodel-bytes'],
    ['an index that ends early', 'variables.index', (bytes: Buffer) => bytes.subarray(0, -1), 'savedmodel-bytes'],
    ['an empty index', 'variables.index', () => Buffer.alloc(0), 'savedmodel-bytes'],
  ] as const)('%s', async (name, file, change, code) => {
    const read = await damaged(name, file, change)
    await expect(read()).rejects.toMatchObject({ details: { code } })
  })
})

const turned = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] as number) ^ 1
  return copy
}

function softmax(values: Float32Array, classes: number): Float32Array {
  return values.map((_, k) => {
    const row = values.subarray(k - (k % classes), k - (k % classes) + classes)
    const powers = row.map((value) => Math.exp(value))
    return (powers[k % classes] as number) / powers.reduce((a, b) => a + b, 0)
  })
}
