import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../../shared/fields/fieldsOf'
import { layerDefinition, layerDefinitions } from '../../shared/layers'
import { inferNetwork } from '../../shared/model/infer'
import { Network } from '../../shared/model/network'
import { followersOf, inferredValue } from './ghosts'

const inference = inferNetwork(
  Network.parse({
    layers: [
      { id: 'in', type: 'input', config: { shape: [8, 8, 1] } },
      { id: 'conv', type: 'conv2d', inputs: ['in'], config: { filters: 2, kernel: 3 } },
      { id: 'norm', type: 'batch-norm', inputs: ['conv'] },
      { id: 'relu', type: 'activation', inputs: ['norm'] },
      { id: 'left', type: 'max-pool', inputs: ['relu'] },
      { id: 'right', type: 'avg-pool', inputs: ['relu'] },
    ],
  }),
)

test('who follows, as long as it is one', () => {
  expect(followersOf(inference, 'conv')).toEqual(['batch-norm', 'activation:relu'])
  expect(followersOf(inference, 'relu')).toEqual([])
})

const ghost = (type: string, name: string, config: Record<string, unknown> = {}, followers: readonly string[] = []) => {
  const field = fieldsOf(layerDefinition(type)?.schema as never).find((each) => each.name === name)
  if (!field) throw new Error(`${type} has no ${name}`)
  return inferredValue(field, { type, config }, followers)
}

test.each([
  [ghost('max-pool', 'stride', { size: 3 }), { value: 3, why: 'asWindow' }],
  [ghost('conv2d', 'bias', {}, ['batch-norm']), { value: true, why: 'dilutedByNorm' }],
  [ghost('conv2d', 'bias'), { value: true }],
  [ghost('conv2d', 'padding', { stride: 1 }), { value: 'same', why: 'keepsSize' }],
  [ghost('conv2d', 'padding', { stride: 2 }), { value: 'same' }],
  [ghost('image-filter', 'size', { sigma: 2 }), { value: 13, why: 'threeDeviations' }],
])('%j', (found, expected) => expect(found).toEqual(expected))

describe('a ghost is what the layer really does without the setting', () => {
  // Whatever the ghost says, writing it down must not change the output.
  test.each(layerDefinitions.map(({ type }) => type))('%s', (type) => {
    const definition = layerDefinition(type)
    const schema = definition?.schema
    const base = [{ shape: [8, 8, 4] }, { filters: 4, kernel: 3 }, { filters: 4 }, { units: 3 }, {}].find(
      (config) => schema?.safeParse(config).success,
    ) as Record<string, unknown>
    const inputs =
      definition?.inputs.max === 0 ? [] : Array(definition?.inputs.min).fill(type === 'dense' ? [32] : [32, 32, 4])
    for (const field of fieldsOf(schema as never)) {
      if (field.name in base) continue
      const inferred = inferredValue(field, { type, config: base }, [])
      if (!inferred || (type === 'activation' && field.name === 'slope')) continue
      const [left, right] = [base, { ...base, [field.name]: inferred.value }].map((config) => {
        const parsed = schema?.parse(config) as object
        return [definition?.shape(parsed, inputs), definition?.weights?.(parsed, inputs)]
      })
      expect(right, field.name).toEqual(left)
    }
  })
})
