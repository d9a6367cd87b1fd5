import { describe, expect, test } from 'vitest'
import { inferNetwork } from '../model/infer'
import { summarizeNetwork } from '../model/summary'
import { Problem } from '../problem'
import { type NetworkPurpose, zoo, zooNetwork } from '.'
import { kerasName, torchvisionName } from './weightName'

const small = (purpose: Partial<NetworkPurpose>): NetworkPurpose => ({ input: [32, 32, 3], classes: 10, ...purpose })
const cost = (name: string, purpose: NetworkPurpose) => {
  const network = zooNetwork(name).build(purpose)
  return summarizeNetwork(network, inferNetwork(network))
}
const problemOf = (make: () => unknown) => {
  try {
    make()
  } catch (error) {
    if (error instanceof Problem) return error.details
    throw error
  }
  throw new Error('nothing was thrown')
}

test.each(zoo.map((network) => [network.name, network] as const))(
  '%s is sound and ends in one logit a class',
  (name, network) => {
    const built = network.build({ ...network.published, classes: 7 })
    const inference = inferNetwork(built)
    expect(inference.problems).toEqual([])
    expect(summarizeNetwork(built, inference)).toMatchObject({
      network: name,
      inputShape: network.published.input,
      outputShape: [7],
    })
  },
)

test('names are unique', () => {
  expect(new Set(zoo.map(({ name }) => name)).size).toBe(zoo.length)
})

test('lenet-5 takes 28 pixels by padding them to 32', () => {
  expect(cost('lenet-5', { input: [28, 28, 1], classes: 10 }).parameters.total).toBe(61_706)
})

describe('bad requests', () => {
  test('a name that is nearly right is named', () => {
    expect(problemOf(() => zooNetwork('resnet20'))).toMatchObject({
      code: 'unknown-network',
      remedy: 'did you mean "resnet-20"?',
    })
  })

  test.each([0, -1, 1.5, Number.NaN])('%s classes', (classes) => {
    expect(problemOf(() => zooNetwork('vgg-11').build(small({ classes })))).toMatchObject({
      code: 'wrong-classes',
      message: `vgg-11 is to tell ${classes} classes apart`,
    })
  })

  test.each([
    ['vgg-16', [31, 31, 3], 'pool5', '32x32'],
    ['alexnet', [40, 200, 3], 'pool5', '63x200'],
    ['inception-v3', [32, 32, 3], 'Mixed_6a.branch3x3.conv', '75x75'],
    ['googlenet+aux', [64, 64, 3], 'aux1.pool', '79x79'],
    ['lenet-5', [8, 8, 1], 'c3', '12x12'],
    ['deep-digits@pad1', [4, 4, 1], 'pool3', '8x8'],
  ] as const)('%s on pictures of %j: which layer, and the smallest that work', (name, input, layer, least) => {
    const { code, ...problem } = problemOf(() => zooNetwork(name).build({ input, classes: 10 }))
    expect(code).toBe('input-too-small')
    expect(problem.layer).toBe(layer)
    expect(problem.message).toContain(`(${name} on pictures of ${input.join('x')})`)
    expect(problem.remedy).toBe(`use pictures of at least ${least}`)
    const [height, width] = least.split('x').map(Number) as [number, number]
    expect(() => zooNetwork(name).build({ input: [height, width, input[2]], classes: 10 })).not.toThrow()
  })

  test('a size that no picture mends is not called too small', () => {
    expect(problemOf(() => zooNetwork('vgg-11').build({ input: [64, 64, 0], classes: 2 })).code).toBe('wrong-setting')
  })

  test('an option that the network does not have', () => {
    expect(problemOf(() => zooNetwork('vgg-11').build(small({ width: 2 })))).toMatchObject({
      code: 'wrong-option',
      message: 'vgg-11 has no width to choose',
    })
    expect(problemOf(() => zooNetwork('resnet-20').build(small({ stem: 'small' })))).toMatchObject({
      message: 'resnet-20 has no stem for small pictures',
      remedy: 'it has width',
    })
    expect(problemOf(() => zooNetwork('resnet-18').build(small({ width: 0 }))).message).toBe(
      'the width of resnet-18 is to be 0',
    )
  })
})

describe('options', () => {
  test.each(zoo.filter(({ options }) => options.includes('stem')).map(({ name }) => [name] as const))(
    '%s with a small stem shrinks the picture by a quarter of what it was',
    (name) => {
      const jump = (purpose: NetworkPurpose) =>
        Math.max(
          ...cost(name, purpose)
            .layers.filter(({ id }) => !id.startsWith('aux'))
            .map(({ receptiveField }) => Number(receptiveField?.jump ?? 0)),
        )
      const input = [96, 96, 3] as const
      expect(jump(small({ input, stem: 'small' }))).toBe(jump(small({ input })) / 4)
      expect(() => zooNetwork(name).build(small({ stem: 'small' }))).not.toThrow()
    },
  )

  // ResNet-18 for CIFAR as many train it (3x3 in front, no pool).
  test('resnet-18 with a small stem has 11,173,962 weights', () => {
    expect(cost('resnet-18', small({ stem: 'small' })).parameters.trainable).toBe(11_173_962)
  })

  // Counted on torchvision 0.29.2, mobilenet_v2(width_mult=...).
  test.each([
    [0.5, 1_968_680],
    [0.75, 2_636_424],
    [1.4, 6_108_776],
  ])('mobilenet-v2 of width %d', (width, parameters) => {
    expect(cost('mobilenet-v2', { input: [224, 224, 3], classes: 1000, width }).parameters.trainable).toBe(parameters)
  })

  test('a width of 2 doubles the filters of a ResNet, so that it has four times the weights of its convolutions', () => {
    const [one, two] = [1, 2].map((width) => cost('resnet-20', small({ width })).macs)
    expect((two as number) / (one as number)).toBeGreaterThan(3.9)
  })
})

describe('names of weights', () => {
  const names = (name: string, of: typeof torchvisionName) => {
    const network = zooNetwork(name)
    const { layers } = inferNetwork(network.build(network.published))
    return [...layers.values()].flatMap(({ spec, weights }) =>
      weights.map((weight) => of(network, `${spec.id}/${weight.name}`)),
    )
  }

  test.each(
    zoo
      .filter(({ torchvisionModule, name }) => torchvisionModule && name !== 'deep-digits-bn')
      .map(({ name }) => [name] as const),
  )("%s: every weight has one name of torchvision's", (name) => {
    const found = names(name, torchvisionName)
    expect(found).not.toContain(undefined)
    expect(new Set(found).size).toBe(found.length)
  })

  test.each(['resnet-v2-50', 'resnet-v2-152', 'densenet-121', 'densenet-201'])(
    "%s: every weight has one name of Keras'",
    (name) => {
      const found = names(name, kerasName)
      expect(found).not.toContain(undefined)
      expect(new Set(found).size).toBe(found.length)
    },
  )

  test.each([
    ['alexnet', 'fc6/kernel', 'classifier.1.weight'],
    ['vgg-16-bn', 'bn3_2/moving-variance', 'features.18.running_var'],
    ['resnet-50', 'layer3.5.conv2/kernel', 'layer3.5.conv2.weight'],
    ['resnet-50', 'layer2.0.downsample.1/gamma', 'layer2.0.downsample.1.weight'],
    ['googlenet-bn', 'inception3a.branch2.1.bn/beta', 'inception3a.branch2.1.bn.bias'],
    ['googlenet-bn+aux', 'aux2.fc1/bias', 'aux2.fc1.bias'],
    ['densenet-121', 'denseblock3.layer.23.norm2/moving-mean', 'features.denseblock3.denselayer24.norm2.running_mean'],
    ['mobilenet-v2', 'stage1.0.project/kernel', 'features.1.conv.1.weight'],
    ['mobilenet-v2', 'stage6.2.project_bn/beta', 'features.16.conv.3.bias'],
    ['squeezenet-1.1', 'fire9.expand3x3/kernel', 'features.12.expand3x3.weight'],
    ['inception-v3+aux', 'AuxLogits.conv1.bn/gamma', 'AuxLogits.conv1.bn.weight'],
  ])('%s: %s is %s', (name, ours, theirs) => {
    expect(torchvisionName(zooNetwork(name), ours)).toBe(theirs)
  })

  test.each([
    ['resnet-v2-50', 'conv3.1.conv3/bias', 'conv3_block2_3_conv/bias'],
    ['resnet-v2-50', 'conv2.0.project/kernel', 'conv2_block1_0_conv/kernel'],
    ['densenet-121', 'denseblock1.layer.0.norm1/gamma', 'conv2_block1_0_bn/gamma'],
    ['densenet-121', 'transition2.conv/kernel', 'pool3_conv/kernel'],
  ])('%s: %s is %s in Keras', (name, ours, theirs) => {
    expect(kerasName(zooNetwork(name), ours)).toBe(theirs)
  })
})
