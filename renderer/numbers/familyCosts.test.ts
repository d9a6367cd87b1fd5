import { expect, test } from 'vitest'
import { inferNetwork } from '../../shared/model/infer'
import { zoo } from '../../shared/zoo'
import { zooFacts } from '../../shared/zoo/facts'
import { familyCosts } from './familyCosts'

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
