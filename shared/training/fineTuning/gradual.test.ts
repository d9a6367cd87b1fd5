import { expect, test } from 'vitest'
import { inferNetwork } from '../../model/infer'
import { zooNetwork } from '../../zoo'
import { discriminativeRates, gradualPlan, networkStages } from './gradual'
import { layersOf } from './layerPattern'

const resnet = inferNetwork(zooNetwork('resnet-20').build({ input: [32, 32, 3], classes: 5 }))
const ids = [...resnet.layers.keys()]
const weighty = ids.filter((id) => (resnet.layers.get(id)?.weights.length ?? 0) > 0)

test('stages are blocks, and layers with the norm behind them, each once', () => {
  const stages = networkStages(resnet)
  expect(stages.at(-1)).toEqual(['stage3'])
  const all = stages.flat().flatMap((name) => layersOf(name, ids, ''))
  expect(new Set(all).size).toBe(all.length)
  expect(weighty.filter((id) => !all.includes(id))).toEqual(['fc'])
})

test.each([2, 3, 10])('in %i epochs every stage is let go, from the head towards the input', (epochs) => {
  const plan = gradualPlan(resnet, epochs)
  expect(plan[0]?.layers).toContain('stage3')
  expect(plan.map(({ epoch }) => epoch)).toEqual(plan.map((_, k) => k + 2))
  expect(Math.max(...plan.map(({ epoch }) => epoch))).toBeLessThanOrEqual(epochs)
  expect(plan.every(({ layers }) => layers.length > 0)).toBe(true)
  expect(plan.flatMap(({ layers }) => layers).sort()).toEqual(networkStages(resnet).flat().sort())
})

test('rates fall towards the input', () => {
  const rates = discriminativeRates(resnet)
  expect(rates.at(-1)).toEqual({ layers: ['stage3'], factor: 0.38 })
  const factors = rates.map(({ factor }) => factor)
  expect(factors).toEqual([...factors].sort((a, b) => a - b))
})
