import { expect, test } from 'vitest'
import { inspectNetwork } from '../../shared/inspection/inspectNetwork'
import { inferNetwork } from '../../shared/model/infer'
import { FineTuning } from '../../shared/training/fineTuning/fineTuning'
import { frozenAtStart } from '../../shared/training/fineTuning/frozenLayers'
import { zoo } from '../../shared/zoo'
import { zooFacts } from '../../shared/zoo/facts'
import { familyCosts, frozenParameters } from './familyCosts'

test.each(['lenet-5', 'resnet-18', 'googlenet+aux', 'densenet-40-12'])('%s: totals are those of the zoo', (name) => {
  const network = zoo.find((each) => each.name === name)
  if (!network) throw new Error(name)
  const { parameters, macs } = familyCosts(inferNetwork(network.build(network.published)))
  expect(parameters.total).toBe(zooFacts[name]?.parameters)
  expect(macs.total).toBe(zooFacts[name]?.macs)
  expect(parameters.families.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(1)
})

test('LeNet-5: most weights are dense, most work is convolution', () => {
  const lenet = zoo.find(({ name }) => name === 'lenet-5')
  const { parameters, macs } = familyCosts(inferNetwork(lenet?.build(lenet.published) as never))
  expect(parameters.families[0]?.family).toBe('dense')
  expect(macs.families[0]?.family).toBe('convolution')
})

test('what the training freezes is counted, moving averages aside', () => {
  const resnet = zoo.find(({ name }) => name === 'resnet-20')
  const inference = inferNetwork(resnet?.build({ input: [32, 32, 3], classes: 10 }) as never)
  expect(frozenParameters(inference, frozenAtStart(inference, undefined))).toBe(0)
  const frozen = frozenAtStart(inference, FineTuning.parse({ freeze: 'all-but-head' }))
  const { parameters } = inspectNetwork(resnet?.build({ input: [32, 32, 3], classes: 10 }) as never)
  expect(frozenParameters(inference, frozen)).toBe(parameters.trainable - (64 * 10 + 10))
})
