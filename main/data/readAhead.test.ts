import { expect, test } from 'vitest'
import { readAhead } from './readAhead'

async function* numbers(log: string[], failAt = Number.POSITIVE_INFINITY): AsyncGenerator<number, void, void> {
  for (let k = 0; k < 3; k++) {
    if (k === failAt) throw new Error(`no item ${k}`)
    log.push(`made ${k}`)
    yield k
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('gives every item in order, and the next is made while the caller has one', async () => {
  const log: string[] = []
  for await (const k of readAhead(numbers(log))) {
    await settled()
    log.push(`used ${k}`)
  }
  expect(log).toEqual(['made 0', 'made 1', 'used 0', 'made 2', 'used 1', 'used 2'])
})

test('a failure comes at its turn, not before', async () => {
  const used: number[] = []
  const reading = async () => {
    for await (const k of readAhead(numbers([], 2))) {
      await settled()
      used.push(k)
    }
  }
  await expect(reading()).rejects.toThrow('no item 2')
  expect(used).toEqual([0, 1])
})
