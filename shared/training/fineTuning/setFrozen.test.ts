import { describe, expect, test } from 'vitest'
import { topScope } from '../../model/edits'
import { inferNetwork } from '../../model/infer'
import { zooNetwork } from '../../zoo'
import { TrainingConfiguration } from '../configuration'
import { frozenAtStart } from './frozenLayers'
import { layersAt, namesOf } from './layersAt'
import { type FreezablePlace, setFrozen } from './setFrozen'
import { layerRateOf, setLayerRate } from './setLayerRate'

const network = zooNetwork('resnet-20').build({ input: [32, 32, 3], classes: 5 })
const project = (training: object = {}) => ({ network, training: TrainingConfiguration.parse(training) })
const at = (id: string): FreezablePlace => ({ scope: topScope, id, key: id })
const inside: FreezablePlace = {
  scope: { block: 'residual', prefix: 'stage1.0.' },
  id: 'conv1',
  key: 'stage1.0.conv1',
}
const weighty = (of: { network: typeof network; training: TrainingConfiguration }) => {
  const inference = inferNetwork(of.network)
  const frozen = frozenAtStart(inference, of.training.fineTuning)
  return [...inference.layers].filter(([id, { weights }]) => weights.length > 0 && frozen.has(id)).map(([id]) => id)
}
const everyWeighty = [...inferNetwork(network).layers].filter(([, { weights }]) => weights.length > 0).map(([id]) => id)

describe('a node of the canvas', () => {
  const inference = inferNetwork(network)
  test('stands for a layer, for all of a block, and for each repetition', () => {
    expect(layersAt(inference, 'fc')).toEqual(['fc'])
    expect(layersAt(inference, 'stage1.0.conv1')).toEqual(['stage1.0.conv1', 'stage1.1.conv1', 'stage1.2.conv1'])
    const stage = layersAt(inference, 'stage2')
    expect(stage.every((id) => id.startsWith('stage2.'))).toBe(true)
    expect(stage).toEqual(inference.order.filter((id) => id.startsWith('stage2.')))
  })

  test('is written by the shortest names', () => {
    expect(namesOf(inference, new Set([...layersAt(inference, 'stage1'), 'fc', 'pool']))).toEqual(['stage1', 'fc'])
  })
})

describe('freezing', () => {
  test('at the top is in the spec, and comes back', () => {
    const frozen = setFrozen(project(), [at('stage1')], true)
    expect(frozen.training.fineTuning).toBeUndefined()
    expect(weighty(frozen)).toEqual(everyWeighty.filter((id) => id.startsWith('stage1.')))
    expect(setFrozen(frozen, [at('stage1')], false)).toEqual(project())
  })

  test('inside a block means this one and not all that are made like it', () => {
    const frozen = setFrozen(project(), [inside], true)
    expect(frozen.network).toBe(network)
    expect(weighty(frozen)).toEqual(['stage1.0.conv1', 'stage1.1.conv1', 'stage1.2.conv1'])
    expect(weighty(setFrozen(frozen, [inside], false))).toEqual([])
  })

  test('what "all but the head" froze can be taken out of it', () => {
    const tuning = { fineTuning: { freeze: 'all-but-head', unfreeze: [{ epoch: 3, layers: ['*'] }] } }
    const free = setFrozen(project(tuning), [at('stage3')], false)
    expect(weighty(free)).toEqual(everyWeighty.filter((id) => id !== 'fc' && !id.startsWith('stage3.')))
    expect(free.training.fineTuning?.unfreeze).toEqual(tuning.fineTuning.unfreeze)
    expect(free.training.fineTuning?.freeze).toContain('stage1')
  })

  test('one layer of a frozen block is let go, and the others stay', () => {
    const frozen = setFrozen(project(), [at('stage1')], true)
    const free = setFrozen(frozen, [inside], false)
    expect(weighty(free)).toEqual(
      everyWeighty.filter((id) => id.startsWith('stage1.') && !/^stage1\.\d\.conv1$/.test(id)),
    )
  })
})

test('the rate of a block and of one layer in it', () => {
  const inference = inferNetwork(network)
  const slow = setLayerRate(inference, undefined, ['stage1'], 0.1)
  expect(slow?.rates).toEqual([{ layers: ['stage1'], factor: 0.1 }])
  const both = setLayerRate(inference, slow, ['stage1.0.conv1'], 0.5)
  expect(layerRateOf(inference, both, 'stage1.0.conv1')).toBe(0.5)
  expect(layerRateOf(inference, both, 'stage1.0.conv2')).toBe(0.1)
  expect(layerRateOf(inference, both, 'stage1')).toBe('mixed')
  expect(layerRateOf(inference, both, 'stage2')).toBe(1)
  expect(setLayerRate(inference, both, ['stage1.0.conv1'], undefined)).toEqual(slow)
  expect(setLayerRate(inference, slow, ['fc'], undefined)).toBe(slow)
})
