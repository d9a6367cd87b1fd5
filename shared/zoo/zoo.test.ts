import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { noReference, referencePath, shared } from '../../tests/reference'
import { inferNetwork } from '../model/infer'
import { summarizeNetwork } from '../model/summary'
import { Problem } from '../problem'
import { zoo, zooNetwork } from '.'

test.each(zoo.map((network) => [network.name, network] as const))(
  '%s is sound and ends in one logit a class',
  (name, network) => {
    const inference = inferNetwork(network.build({ ...network.published, classes: 7 }))
    expect(inference.problems).toEqual([])
    const summary = summarizeNetwork(network.build(network.published), inference)
    expect(summary).toMatchObject({ network: name, inputShape: network.published.input, outputShape: [7] })
  },
)

test.skipIf(!shared)(
  `weights and multiply-adds are those of the reference tables${shared ? '' : ` (${noReference})`}`,
  () => {
    const { networks } = JSON.parse(readFileSync(referencePath('networks.json'), 'utf8'))
    const compared = zoo.filter(({ name }) => networks[name])
    expect(compared.map(({ name }) => name)).toEqual(['lenet-5', 'deep-digits', 'resnet-20'])
    for (const { name, build, published } of compared) {
      const network = build(published)
      const { parameters, macs } = summarizeNetwork(network, inferNetwork(network))
      const golden = networks[name]
      expect({ parameters, macs }, name).toEqual({
        parameters: { total: golden.parameters.total, trainable: golden.parameters.trainable },
        macs: golden.macs.total,
      })
    }
  },
)

test('lenet-5 takes 28 pixels by padding them to 32', () => {
  const network = zooNetwork('lenet-5').build({ input: [28, 28, 1], classes: 10 })
  expect(summarizeNetwork(network, inferNetwork(network)).parameters.total).toBe(61_706)
})

test('a name that is nearly right is named', () => {
  expect(() => zooNetwork('resnet20')).toThrow(Problem)
  expect(() => zooNetwork('resnet20')).toThrow('did you mean "resnet-20"?')
})
