import { expect, test } from 'vitest'
import { zooNetwork } from '../../shared/zoo'
import { zooFacts } from '../../shared/zoo/facts'
import { answerZoo, lossOf } from './zooRequest'

test('a network for other pictures and classes', () => {
  const answer = answerZoo({ number: 3, name: 'resnet-20', purpose: { input: [28, 28, 1], classes: 7 } })
  if (!('network' in answer)) throw new Error('there is none')
  expect(answer.number).toBe(3)
  expect(answer.network.layers.at(-1)?.config).toMatchObject({ units: 7 })
  // A grey picture has two channels less in the first 3x3, and three classes less in the last layer.
  const published = zooFacts['resnet-20']?.parameters as number
  expect(answer.parameters).toBe(published - 2 * 9 * 16 - 3 * 65)
})

test('too small a picture is a problem with the smallest that works', () => {
  const answer = answerZoo({ number: 1, name: 'inception-v3', purpose: { input: [28, 28, 1], classes: 10 } })
  expect('problem' in answer && answer.problem).toMatchObject({ code: 'input-too-small' })
  expect('problem' in answer && answer.problem.remedy).toMatch(/\d+x\d+/)
})

test('what goes when another network takes the place', () => {
  const { build, published } = zooNetwork('lenet-5')
  expect(lossOf(build(published))).toEqual({ layers: 13, parameters: 61_706, notes: 0 })
})
