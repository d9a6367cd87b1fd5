import { expect, test } from 'vitest'
import { spreadOver } from './spreadOver'

test.each([
  [3969, 160],
  [160, 160],
  [12, 160],
  [1, 160],
  [2, 160],
  [0, 160],
])('of %d places %d at most, each once', (total, most) => {
  const places = spreadOver(total, most)
  expect(places).toHaveLength(Math.min(total, most))
  expect(new Set(places).size).toBe(places.length)
  expect(places.every((place) => place >= 0 && place < total)).toBe(true)
})

test('ten classes that lie one behind the other are all among the first twenty', () => {
  const classes = spreadOver(4000, 160)
    .slice(0, 20)
    .map((place) => Math.floor(place / 400))
  expect(new Set(classes).size).toBe(10)
})
