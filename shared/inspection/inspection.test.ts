import { describe, expect, test } from 'vitest'
import { inferNetwork } from '../model/infer'
import { Network } from '../model/network'
import { Problem } from '../problem'
import { TrainingConfiguration } from '../training/configuration'
import { zooNetwork } from '../zoo'
import { compareNetworks } from './compareNetworks'
import { inspectNetwork } from './inspectNetwork'
import { lesson, lessonNames } from './lessons'

const published = (name: string) => {
  const entry = zooNetwork(name)
  return entry.build(entry.published)
}
const side = (network: Network) => {
  const inference = inferNetwork(network)
  return { inference, inspection: inspectNetwork(network, {}, inference) }
}

/** 8x8x1 -> conv 3x3 of stride 2 to 4 -> norm -> relu -> flatten -> dense 3. */
const small = (more: object = {}) =>
  Network.parse({
    layers: [
      { id: 'in', type: 'input', config: { shape: [8, 8, 1] } },
      {
        id: 'conv',
        type: 'conv2d',
        inputs: ['in'],
        config: { filters: 4, kernel: 3, stride: 2, bias: false },
        ...more,
      },
      { id: 'norm', type: 'batch-norm', inputs: ['conv'] },
      { id: 'relu', type: 'activation', inputs: ['norm'] },
      { id: 'flat', type: 'flatten', inputs: ['relu'] },
      { id: 'out', type: 'dense', inputs: ['flat'], config: { units: 3 } },
    ],
  })

describe('an inspection', () => {
  test('says what each layer costs at a batch size', () => {
    const { layers, parameters, weightBytes, batchSize, seesWholePicture } = inspectNetwork(small(), { batchSize: 10 })
    const by = Object.fromEntries(layers.map(({ id, ...layer }) => [id, layer]))
    expect(batchSize).toBe(10)
    expect(by.conv).toEqual({
      type: 'conv2d',
      outputShape: [4, 4, 4],
      parameters: 36,
      trainableParameters: 36,
      macs: 4 * 4 * 4 * 9,
      weightBytes: 144,
      activationBytes: 4 * 10 * 64,
      // The batch norm behind it reads it backwards.
      keptBytes: 4 * 10 * 64,
      // "same" pads below and on the right only: output 0 sees pixels 0 to 2.
      receptiveField: { size: 3, jump: 2, centre: 1 },
    })
    expect(by.in?.keptBytes).toBe(4 * 10 * 64)
    // What the norm gives goes into ReLU alone, whose gradient reads ReLU's output.
    expect(by.norm).toMatchObject({ parameters: 16, trainableParameters: 8, keptBytes: 2 * 4 * 4 })
    expect(by.relu?.keptBytes).toBe(4 * 10 * 64)
    expect(by.flat?.keptBytes).toBe(0)
    expect(parameters).toEqual({ total: 36 + 16 + 195, trainable: 36 + 8 + 195, frozen: 0, nonTrainable: 8 })
    expect(weightBytes).toBe(4 * 247)
    expect(seesWholePicture).toBe('out')
  })

  test('padding by hand makes a larger copy, which is what is kept', () => {
    const { layers } = inspectNetwork(small({ config: { filters: 4, kernel: 3, stride: 2, padding: 1 } }), {
      batchSize: 10,
    })
    expect(layers.slice(0, 2).map(({ keptBytes }) => keptBytes)).toEqual([0, 4 * 10 * (64 + 100)])
  })

  test('what the spec or the training freezes does not learn, and is counted apart', () => {
    const network = zooNetwork('resnet-20').build({ input: [32, 32, 3], classes: 10 })
    const whole = inspectNetwork(network).parameters
    expect(whole.frozen).toBe(0)
    const configuration = TrainingConfiguration.parse({ fineTuning: { freeze: 'all-but-head' } })
    const tuned = inspectNetwork(network, { configuration })
    const head = 64 * 10 + 10
    expect(tuned.parameters).toEqual({
      total: whole.total,
      trainable: head,
      frozen: whole.trainable - head,
      nonTrainable: whole.total - head,
    })
    expect(tuned.layers.filter(({ trainableParameters }) => trainableParameters > 0).map(({ id }) => id)).toEqual([
      'fc',
    ])
    expect(tuned.blocks.every(({ trainableParameters }) => trainableParameters === 0)).toBe(true)
    const misspelt = TrainingConfiguration.parse({ fineTuning: { freeze: ['stoge1'] } })
    expect(inspectNetwork(network, { configuration: misspelt }).notTrainable).toMatchObject({ code: 'no-such-layer' })
  })

  test('frozen layers in front keep nothing for the backward pass', () => {
    const frozen = small()
    const layers = frozen.layers.map((layer) =>
      ['conv', 'norm'].includes(layer.id) ? { ...layer, frozen: true } : layer,
    )
    const { layers: rows, keptBytes } = inspectNetwork({ ...frozen, layers }, { batchSize: 10 })
    expect(Object.fromEntries(rows.map(({ id, keptBytes: bytes }) => [id, bytes]))).toEqual({
      in: 0,
      conv: 0,
      norm: 0,
      relu: 2560,
      flat: 0,
      out: 0,
    })
    expect(keptBytes).toBe(2560)
  })

  test('memory grows with the batch, and with what the optimizer keeps', () => {
    const network = published('resnet-20')
    const at = (batchSize: number, name: string) => {
      const configuration = TrainingConfiguration.parse({ optimizer: { name } })
      return inspectNetwork(network, { batchSize, configuration }).trainingMemory
    }
    const [one, two, adam] = [at(32, 'sgd'), at(64, 'sgd'), at(32, 'adam')]
    const ratio = (two?.peakStepBytes as number) / (one?.peakStepBytes as number)
    expect(ratio).toBeGreaterThan(1.95)
    expect(ratio).toBeLessThan(2.01)
    const trainable = 269_722
    expect((adam?.variableBytes as number) - (at(32, 'sgd')?.variableBytes as number)).toBeGreaterThanOrEqual(
      4 * trainable,
    )
  })

  test('sums blocks at every depth', () => {
    const { blocks, layers } = inspectNetwork(published('densenet-bc-100-12'))
    const dense1 = blocks.find(({ id }) => id === 'dense1')
    const inside = layers.filter(({ id }) => id.startsWith('dense1.'))
    expect(dense1).toMatchObject({
      block: 'dense-block',
      layers: inside.length,
      outputShape: [32, 32, 216],
      parameters: inside.reduce((sum, { parameters }) => sum + parameters, 0),
      macs: inside.reduce((sum, { macs }) => sum + macs, 0),
    })
    expect(blocks.filter(({ parent }) => parent === 'dense1.layer').map(({ id }) => id)).toHaveLength(16)
  })

  test.each([
    ['vgg-16', 'fc6'],
    // The field of layer4.0.conv1 is 243, but no output lies where it covers all 224 pixels.
    ['resnet-18', 'layer4.0.conv2'],
    ['resnet-50', 'layer3.4.conv2'],
    ['lenet-5', 'c5'],
    ['densenet-121', 'denseblock2.layer.10.conv2'],
  ])('%s first sees the whole picture in %s', (name, id) => {
    expect(inspectNetwork(published(name)).seesWholePicture).toBe(id)
  })

  test('goes as far as a half-built network is known', () => {
    const network = small({ config: { filters: 0, kernel: 3 } })
    const inspection = inspectNetwork(network)
    expect(inspection.trainingMemory).toBeUndefined()
    expect(inspection.keptBytes).toBeUndefined()
    expect(inspection.layers).toHaveLength(6)
  })

  test('says why a network that is sound in itself cannot be trained, and all else of it', () => {
    const network = Network.parse({
      layers: [
        { id: 'input', type: 'input', config: { shape: [4, 4, 1] } },
        { id: 'flat', type: 'flatten', inputs: ['input'] },
        { id: 'out', type: 'dense', inputs: ['flat'], config: { units: 10 } },
        { id: 'aux', type: 'dense', inputs: ['flat'], config: { units: 5 } },
      ],
      auxiliary: [{ layer: 'aux', weight: 0.3 }],
    })
    const inspection = inspectNetwork(network)
    expect(inspection.notTrainable).toMatchObject({ code: 'classes-clash', layer: 'aux' })
    expect(inspection.trainingMemory).toBeUndefined()
    expect(inspection.layers).toHaveLength(4)
  })

  test('an auxiliary classifier is in the layers and the parameters, not in the multiply-adds', () => {
    const [plain, aux] = ['googlenet-bn', 'googlenet-bn+aux'].map((name) => inspectNetwork(published(name)))
    expect(aux?.macs).toBe(plain?.macs)
    expect(aux?.parameters.total).toBeGreaterThan(plain?.parameters.total as number)
    expect(aux?.layers.find(({ id }) => id === 'aux1.fc1')?.macs).toBe(2048 * 1024)
  })
})

describe('a comparison', () => {
  test('of a network with itself finds nothing', () => {
    const { counts, parameters } = compareNetworks(side(published('resnet-18')), side(published('resnet-18')))
    expect(counts).toMatchObject({ changed: 0, removed: 0, added: 0 })
    expect(parameters).toMatchObject({ difference: 0, ratio: 1 })
  })

  test("of torchvision's ResNet-50 with the paper's finds the moved strides", () => {
    const { layers, counts, macs, parameters } = compareNetworks(
      side(published('resnet-50')),
      side(published('resnet-50@v1')),
    )
    expect(parameters.difference).toBe(0)
    expect(macs.difference).toBe(3_857_973_248 - 4_089_184_256)
    expect(counts).toMatchObject({ removed: 0, added: 0 })
    const moved = layers.filter(({ differences }) => differences.some(({ what }) => what === 'config.stride'))
    expect(moved.map(({ a }) => a?.id)).toEqual([2, 3, 4].flatMap((k) => [`layer${k}.0.conv1`, `layer${k}.0.conv2`]))
    expect(moved[0]?.differences.slice(0, 2)).toEqual([
      { what: 'config.stride', a: [1, 1], b: [2, 2] },
      { what: 'outputShape', a: [56, 56, 128], b: [28, 28, 128] },
    ])
  })

  test('of VGG with and without batch norm finds the added layers', () => {
    const { layers, counts } = compareNetworks(side(published('vgg-11')), side(published('vgg-11-bn')))
    expect(counts).toMatchObject({ changed: 0, removed: 0, added: 8 })
    expect(layers.filter(({ change }) => change === 'added').map(({ b }) => b?.type)).toEqual(
      Array(8).fill('batch-norm'),
    )
  })

  test('of networks with other names pairs what is alike', () => {
    const { layers, counts } = compareNetworks(side(small()), side(published('lenet-5')))
    expect(counts.removed + counts.added + counts.changed + counts.same).toBe(layers.length)
    expect(layers.every(({ a, b }) => a || b)).toBe(true)
    expect(layers.some(({ a, b }) => a?.type === 'dense' && b?.type === 'dense')).toBe(true)
    // Each layer once, in order.
    expect(layers.flatMap(({ a }) => a?.id ?? [])).toEqual(small().layers.map(({ id }) => id))
  })
})

describe('lessons', () => {
  test.each(lessonNames)('%s counts what it says', (name) => {
    const { comparisons } = lesson(name)
    expect(comparisons.length).toBeGreaterThan(1)
    for (const { ways } of comparisons) expect(ways.length).toBeGreaterThan(1)
  })

  test('two 3x3 have the field of a 5x5 and 18 weights a channel pair against 25; three that of a 7x7, 27 against 49', () => {
    const found = lesson('kernels').comparisons.map(({ ways }) =>
      ways.map(({ receptiveField, weightsPerChannelPair, nonlinearities }) => [
        receptiveField.size,
        weightsPerChannelPair,
        nonlinearities,
      ]),
    )
    expect(found).toEqual([
      [
        [5, 25, 1],
        [5, 18, 2],
      ],
      [
        [7, 49, 1],
        [7, 27, 3],
      ],
    ])
  })

  test('1x1 convolutions save what is said', () => {
    const ratios = lesson('bottleneck').comparisons.map(
      ({ ways: [wide, narrow] }) => (wide?.macs as number) / (narrow?.macs as number),
    )
    expect(ratios[0]).toBeCloseTo(1_179_648 / 69_632, 6)
    expect(ratios[1]).toBeCloseTo(153_600 / 15_872, 6)
    expect(1 / (ratios[2] as number)).toBeCloseTo(1 / 128 + 1 / 9, 6)
  })

  test('a pool doubles the jump, and what each 3x3 behind it adds to the field', () => {
    const [depth, halving] = lesson('pooling').comparisons
    const [without, withPools] = depth?.ways ?? []
    expect(without?.receptiveField).toEqual({ size: 13, jump: 1 })
    expect(withPools?.receptiveField).toEqual({ size: 32, jump: 4 })
    const growth = withPools?.layers.filter(({ type }) => type === 'conv2d').map(({ field }) => field)
    expect(growth).toEqual([3, 5, 10, 14, 24, 32])
    expect(halving?.ways.map(({ receptiveField }) => receptiveField)).toEqual([
      { size: 4, jump: 2 },
      { size: 3, jump: 2 },
    ])
    expect((halving?.ways[0]?.macs as number) / (halving?.ways[1]?.macs as number)).toBe(4)
  })

  test('an unknown one is answered with the nearest', () => {
    expect(() => lesson('kernel')).toThrow(Problem)
    expect(() => lesson('kernel')).toThrow('did you mean "kernels"?')
  })
})
