import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBudget } from '../../main/formats/importedModel'
import { safetensors } from '../../main/formats/safetensors/format'
import { openWeightFile } from '../../main/formats/safetensors/weightFile'
import { writeWeights } from '../../main/formats/safetensors/writeWeights'
import { fromStateDict } from '../../main/formats/torch/stateDict'
import { nameSchemes } from '../../main/formats/torch/stateDictNames'
import { exportDefaults } from '../../shared/formats/exportOptions'
import { inferNetwork } from '../../shared/model/infer'
import { zooNetwork } from '../../shared/zoo'
import { exported } from './exported'
import { randomWeights } from './randomWeights'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-weights-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const work = { onProgress: () => {} }
const families = ['squeezenet-1.1', 'googlenet-bn', 'resnet-18', 'densenet-121', 'mobilenet-v2']

/** Eleven million numbers are compared as bytes at once, not one by one. */
const bitsOf = (values: unknown): Buffer => {
  if (!(values instanceof Float32Array)) throw new Error('no float32 numbers')
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength)
}

describe('a state dict named as torchvision has it', () => {
  test.each(families)('%s comes back bit-equal, and nothing is left over', async (name) => {
    const entry = zooNetwork(name)
    const network = entry.build({ input: [64, 64, 3], classes: 5 })
    const weights = randomWeights(inferNetwork(network).layers.values())
    const place = path.join(folder, `${name}.safetensors`)
    const options = { ...exportDefaults, names: 'torchvision', preprocessing: 'outside' } as const
    const model = exported(network, 5, weights)
    expect(safetensors.refuse(model, options)).toEqual([])
    await safetensors.write(model, options, place, work)

    const file = await openWeightFile(place, readBudget)
    const back = fromStateDict(entry, network, 5, file.weights)
    expect([back.missing, back.unused, file.metadata.get('format')]).toEqual([[], [], 'pt'])
    for (const ours of back.weights.shapes.keys())
      expect(bitsOf(await back.weights.read(ours)).equals(bitsOf(weights.get(ours)?.data)), ours).toBe(true)
  })

  test('is recognized, whatever the number of classes, and comes as a network', async () => {
    const entry = zooNetwork('resnet-18')
    const network = entry.build({ ...entry.published, classes: 7 })
    const weights = randomWeights(inferNetwork(network).layers.values())
    const place = path.join(folder, 'recognized.safetensors')
    await safetensors.write(exported(network, 7, weights), { ...exportDefaults, names: 'torchvision' }, place, work)
    const read = await safetensors.read?.(place, readBudget)
    expect(read?.network?.name).toBe('resnet-18')
    expect(read?.notUnderstood).toEqual([])
    expect(await read?.weights.read('layer3.0.conv2/kernel')).toEqual(weights.get('layer3.0.conv2/kernel')?.data)
    expect(await read?.weights.read('fc/kernel')).toEqual(weights.get('fc/kernel')?.data)
  })

  test("timm's names of MobileNet v2 and VGG", () => {
    const timm = nameSchemes.find(({ library }) => library === 'timm')
    const name = (network: string, ours: string) => timm?.name(zooNetwork(network), ours)
    expect(name('mobilenet-v2', 'stage1.0.depthwise/kernel')).toBe('blocks.0.0.conv_dw.weight')
    expect(name('mobilenet-v2', 'stage1.0.project_bn/moving-mean')).toBe('blocks.0.0.bn2.running_mean')
    expect(name('mobilenet-v2', 'stage3.2.project/kernel')).toBe('blocks.2.2.conv_pwl.weight')
    expect(name('mobilenet-v2', 'head.conv/kernel')).toBe('conv_head.weight')
    expect(name('vgg-16-bn', 'fc6/kernel')).toBe('pre_logits.fc1.weight')
    expect(name('resnet-50', 'layer1.0.downsample.1/gamma')).toBe('layer1.0.downsample.1.weight')
  })
})

test('under our names a file brings its network, labels and normalization with it', async () => {
  const network = zooNetwork('deep-digits-bn').build({ input: [28, 28, 1], classes: 10 })
  const weights = randomWeights(inferNetwork(network).layers.values())
  const place = path.join(folder, 'own.safetensors')
  const model = exported(network, 10, weights)
  await safetensors.write(model, { ...exportDefaults, preprocessing: 'outside' }, place, work)
  const read = await safetensors.read?.(place, readBudget)
  expect(inferNetwork(read?.network as never).problems).toEqual([])
  expect([read?.classes, read?.preprocessing?.scale]).toEqual([model.classes, [1 / 255]])
  expect([...(read?.weights.shapes.keys() ?? [])]).toEqual([...model.weights.shapes.keys()])
  for (const name of model.weights.shapes.keys())
    expect(await read?.weights.read(name)).toEqual(weights.get(name)?.data)
})

test('half precision is read as it was rounded', async () => {
  const place = path.join(folder, 'half.safetensors')
  const values = Float32Array.of(1, -2.5, 1 / 3, 65504)
  await writeWeights(place, [{ name: 'w', shape: [2, 2], type: 'float16', make: async () => values }], {})
  const { weights } = await openWeightFile(place, readBudget)
  expect([...(await weights.read('w'))]).toEqual([1, -2.5, 0.333251953125, 65504])
})
