import { expect, test } from 'vitest'
import { pythonName } from '../../main/formats/python/pythonName'
import { pythonRemark, pythonString } from '../../main/formats/python/pythonText'
import { modelCode } from '../../main/formats/pytorch/classes'
import { printModel } from '../../main/formats/pytorch/printModel'
import { stateDict } from '../../main/formats/pytorch/stateDict'
import { inferNetwork } from '../../shared/model/infer'
import { zooNetwork } from '../../shared/zoo'
import { exported } from './exported'
import { randomWeights } from './randomWeights'

const modelOf = (name: string, size: number, channels = 3) => {
  const network = zooNetwork(name).build({ input: [size, size, channels], classes: 5 })
  return exported(network, 5, randomWeights(inferNetwork(network).layers.values()))
}

// Renew with `npx vitest run tests/formats/pytorch.test.ts -u`, and read the difference.
test.each([
  ['resnet-18', 32, 3],
  ['deep-digits', 28, 1],
  ['densenet-121', 32, 3],
  ['mobilenet-v2', 32, 3],
] as const)('%s reads as a person would write it', async (name, size, channels) => {
  await expect(printModel(modelOf(name, size, channels))).toMatchFileSnapshot(`goldens/${name}.py`)
})

test('every array has the name of its module, and no name stands twice', () => {
  const model = modelOf('googlenet-bn', 48)
  const names = stateDict(model, modelCode(model)).map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toContain('inception3a.branch2_1.conv.weight')
  expect(names).toContain('fc.bias')
})

test("a person's words stay words", () => {
  expect(pythonString('a"\n\u202e\u2028\\{}')).toBe('"a\\"\\n\\u202e\\u2028\\\\{}"')
  expect(pythonRemark('a"""\nimport os\u202e\\')).toBe("a' import os '")
  const model = { ...modelOf('deep-digits', 28, 1), name: '"""\nraise SystemExit()\n"""' }
  expect(printModel(model).split('\n')[0]).toBe(`"""' raise SystemExit() ', written by Layerloom.`)
})

test.each([
  ['layer1.0-a', 'layer1_0_a'],
  ['lambda', 'lambda_'],
  ['forward', 'forward_'],
  ['x', 'x_'],
])('%s is called %s in Python', (id, name) => expect(pythonName(id)).toBe(name))
