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
