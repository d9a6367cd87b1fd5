import { expect, test } from 'vitest'
import { Recent } from './recent'

test('what is asked for again is not made again, and the oldest goes', async () => {
  const made: string[] = []
  const closed: string[] = []
  const recent = new Recent<string>(2, (thing) => void closed.push(thing))
  const get = (key: string) =>
    recent.get(key, async () => {
      made.push(key)
      return key
    })
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) expect(await get(key)).toBe(key)
  expect(made).toEqual(['a', 'b', 'c', 'b'])
  expect(closed).toEqual(['b', 'c'])
  await recent.closeAll()
  expect(closed).toEqual(['b', 'c', 'a', 'b'])
})

test('what could not be made is tried again', async () => {
  let tries = 0
  const recent = new Recent<number>(2, () => {})
  const get = () =>
    recent.get('x', async () => {
      if (++tries === 1) throw new Error('no')
      return tries
    })
  await expect(get()).rejects.toThrow('no')
  expect(await get()).toBe(2)
})

test('heavy things go before the next one is made, the oldest first, and the one that was used last only if it is too heavy alone', async () => {
  const closed: number[] = []
  const recent = new Recent<number>(9, (thing) => void closed.push(thing), { of: (thing) => thing, most: 10 })
  const get = (weight: number) => recent.get(`${weight}`, async () => weight)
  for (const weight of [1, 4, 5]) await get(weight)
  await get(2)
  expect(closed).toEqual([])
  await get(3)
  // 2 and 5 and 3 are 10.
  await get(6)
  expect(closed.sort()).toEqual([1, 4])
  await get(30)
  await get(7)
  expect(closed.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 30])
  await recent.closeAll()
  expect(closed.at(-1)).toBe(7)
})
