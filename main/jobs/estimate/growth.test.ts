import { expect, test } from 'vitest'
import { watchGrowth } from './growth'

const size = 400e6

test('tells by how much the process grew at its largest, also when it has shrunk again', () => {
  const growth = watchGrowth()
  let held: Buffer | undefined = Buffer.alloc(size, 1)
  expect(held[size - 1]).toBe(1)
  const grown = growth.bytes() as number
  expect(grown).toBeGreaterThan(0.95 * size)
  expect(grown).toBeLessThan(1.5 * size)
  expect(growth.most()).toBeGreaterThan(size)
  held = undefined
  expect(growth.bytes()).toBeGreaterThanOrEqual(grown)
})
