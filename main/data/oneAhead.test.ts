import { expect, test } from 'vitest'
import { oneAhead } from './oneAhead'

test('the next part is begun before the one before is worked on, and no further', async () => {
  const said: string[] = []
  const begin = async (part: string) => {
    said.push(`begin ${part}`)
    return part.toUpperCase()
  }
  for await (const done of oneAhead(['a', 'b', 'c'], begin)) said.push(`work ${done}`)
  expect(said).toEqual(['begin a', 'begin b', 'work A', 'begin c', 'work B', 'work C'])
})

test('a failure comes in its turn, and unheard where nobody waits for it any more', async () => {
  const begin = async (part: number) => {
    if (part === 2) throw new Error('two')
    return part
  }
  const got: number[] = []
  const all = async () => {
    for await (const part of oneAhead([1, 2, 3], begin)) got.push(part)
  }
  await expect(all()).rejects.toThrow('two')
  expect(got).toEqual([1])
  for await (const part of oneAhead([1, 2], begin)) if (part === 1) break
  expect(await oneAhead([], begin).next()).toEqual({ done: true, value: undefined })
})
