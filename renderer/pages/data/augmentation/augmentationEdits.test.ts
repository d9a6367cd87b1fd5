import { expect, test } from 'vitest'
import { Operation } from '../../../../shared/training/augmentation'
import { Augmentation } from '../../../../shared/training/augmentation/augmentation'
import {
  addable,
  fed,
  mainStrength,
  moved,
  ofPolicy,
  opened,
  policyNames,
  policyOf,
  withOperation,
  without,
  withStrength,
} from './augmentationEdits'

const size = [32, 32, 3] as const

test('every policy is one that training takes, and is known again by its name', () => {
  for (const name of policyNames) expect(policyOf(Augmentation.parse(ofPolicy(name)))).toBe(name)
  expect(policyOf([{ type: 'light' }, { type: 'strong' }])).toBeUndefined()
})

test('a number changes one place, and takes the other end of a range along', () => {
  const operations = [Operation.parse({ type: 'rotation' }), Operation.parse({ type: 'blur', least: 0.2, most: 1 })]
  expect(withStrength(operations, 0, 'degrees', 40)[0]).toMatchObject({ degrees: 40 })
  expect(withStrength(operations, 1, 'least', 2)[1]).toMatchObject({ least: 2, most: 2 })
  expect(withStrength(operations, 1, 'most', 0.1)[1]).toMatchObject({ least: 0.1, most: 0.1 })
  expect(operations[0]).toMatchObject({ degrees: 15 })
})

test('operations come, go and change places', () => {
  const all = opened([{ type: 'light' }], size)
  expect(all.map(({ type }) => type)).toEqual(['random-crop', 'horizontal-flip'])
  expect(moved(all, 0, 1).map(({ type }) => type)).toEqual(['horizontal-flip', 'random-crop'])
  expect(moved(all, 1, 1)).toEqual(all)
  expect(without(all, 0)).toHaveLength(1)
  const more = withOperation(all, 'rotation')
  expect(more.at(-1)).toMatchObject({ type: 'rotation', degrees: 15 })
  expect(addable(more)).not.toContain('rotation')
  for (const type of addable([])) expect(Augmentation.safeParse(withOperation([], type)).success, type).toBe(true)
})

test('a slider moves a fed number and leaves the graph alone', () => {
  const operations = opened([{ type: 'strong' }], size)
  const turned = withStrength(operations, 3, 'degrees', 40)
  expect(operations[3]?.type).toBe('rotation')
  expect(fed(turned).key).toBe(fed(operations).key)
  expect(fed(turned).knobs['augmentation/rotation/degrees']).toBe(40)
  expect(fed(withOperation(operations, 'blur')).key).not.toBe(fed(operations).key)
})

test('the number of a row says how strong it is, or how often', () => {
  expect(mainStrength(Operation.parse({ type: 'rotation' }))).toBe('degrees')
  expect(mainStrength(Operation.parse({ type: 'horizontal-flip' }))).toBe('probability')
  expect(mainStrength(Operation.parse({ type: 'random-erasing' }))).toBe('largest')
})
