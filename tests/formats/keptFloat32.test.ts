import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportNetwork, type TrainedNetwork } from '../../main/formats/exportNetwork'
import { weightsInMemory } from '../../main/formats/weightSource'
import { keptFloat32, wantedDifference } from '../../main/jobs/export/keptFloat32'
import { exportFormats } from '../../shared/formats/exportFormats'
import { inferNetwork } from '../../shared/model/infer'
import { zooNetwork } from '../../shared/zoo'
import { preprocessing } from './exported'
import { randomWeights } from './randomWeights'
import { drawnPictures, ownLogits, runExport } from './runExport'
import { someCard } from './someCard'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-kept-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const network = zooNetwork('resnet-20').build({ input: [32, 32, 3], classes: 5 })
const pictures = drawnPictures([32, 32, 3], 24)

/** Logits are 37 times the factor, and what rounding does grows with them. */
function trainedBy(factor: number): TrainedNetwork {
  const weights = randomWeights(inferNetwork(network).layers.values())
  const last = [...weights].filter(([name]) => name.endsWith('/kernel')).at(-1)
  const [name, tensor] = last as NonNullable<typeof last>
  weights.set(name, { ...tensor, data: (tensor.data as Float32Array).map((value) => value * factor) } as typeof tensor)
  return {
    name: 'resnet-20',
    network,
    classes: ['a', 'b', 'c', 'd', 'e'],
    preprocessing,
    weights: weightsInMemory(weights),
    card: someCard,
  }
}

const formats = exportFormats.map(({ id }) => id)

test.each(formats)(
  '%s: weights that float16 is too coarse for keep float32, and no more',
  { timeout: 120_000 },
  async (format) => {
    const trained = trainedBy(0.6)
    const logits = await ownLogits(trained, pictures)
    const ran = await runExport(trained, pictures, logits, format, { weights: 'float16' }, path.join(folder, format))
    expect(ran.largest).toBeLessThanOrEqual(wantedDifference)
    expect(ran.largest).toBeGreaterThan(wantedDifference / 100)
    expect(ran.kept.size).toBeGreaterThan(0)
    expect(ran.kept.size).toBeLessThan(15)
  },
)

test('where float16 does, nothing is kept; nor in a file of float32', async () => {
  const trained = trainedBy(0.1)
  const logits = await ownLogits(trained, pictures)
  const model = exportNetwork(trained)
  expect(await keptFloat32({ model: { ...model, weightType: 'float16' }, pictures, logits })).toEqual(new Set())
  expect(await keptFloat32({ model, pictures, logits: logits.map((value) => value + 1) })).toEqual(new Set())
})

test('where a quarter of the numbers would not do, the difference may be what is allowed', async () => {
  const trained = trainedBy(4)
  const logits = await ownLogits(trained, pictures)
  const ran = await runExport(
    trained,
    pictures,
    logits,
    'safetensors',
    { weights: 'float16' },
    path.join(folder, 'large'),
  )
  expect(ran.kept).toEqual(new Set())
  expect(ran.largest).toBeLessThanOrEqual(ran.allowed)
})

test('the search may be ended', async () => {
  const trained = trainedBy(0.6)
  const logits = await ownLogits(trained, pictures)
  const model = { ...exportNetwork(trained), weightType: 'float16' as const }
  const onProgress = (done: number) => {
    if (done === 3) throw new Error('stopped')
  }
  await expect(keptFloat32({ model, pictures, logits, onProgress })).rejects.toThrow('stopped')
})

test('a file says of each array what it is', { timeout: 60_000 }, async () => {
  const trained = trainedBy(0.6)
  const logits = await ownLogits(trained, pictures)
  const wishes = { weights: 'float16' } as const
  const { place, kept } = await runExport(trained, pictures, logits, 'safetensors', wishes, path.join(folder, 'types'))
  const bytes = readFileSync(place)
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + Number(bytes.readBigUInt64LE())))
  for (const name of kept) expect(header[name].dtype).toBe('F32')
  const kernels = Object.keys(header).filter((name) => name.endsWith('/kernel') && !kept.has(name))
  expect(kernels.length).toBeGreaterThan(0)
  for (const name of kernels) expect(header[name].dtype).toBe('F16')
})
