import { expect, test } from 'vitest'
import type { Place } from '../layout/layoutRequest'
import { contains, grownBy, nodesInView, type Region } from './partInView'

/** A column of nodes of 60 pixels, one each 100, each taking the one above. */
const column = (count: number) => ({
  places: new Map<string, Place>(
    Array.from({ length: count }, (_, k) => [`n${k}`, { x: 0, y: 100 * k, width: 200, height: 60 }]),
  ),
  wires: Array.from({ length: count - 1 }, (_, k) => ({ id: `w${k}`, source: `n${k}`, target: `n${k + 1}` })),
})
const view = (top: number, bottom: number): Region => ({ left: 0, top, right: 500, bottom })
const nothing: ReadonlySet<string> = new Set()
const numbers = (keys: ReadonlySet<string>) => [...keys].map((key) => Number(key.slice(1))).sort((a, b) => a - b)

test('what is in view is drawn, with the other ends of the wires that leave it', () => {
  const region = view(1000, 1230)
  const found = nodesInView({ ...column(700), region, kept: region, before: nothing })
  expect(numbers(found)).toEqual([9, 10, 11, 12, 13])
})

test('of a wire that passes the view from far above to far below both ends are drawn', () => {
  const { places, wires } = column(700)
  const skip = { id: 'skip', source: 'n2', target: 'n600', data: { bends: [[300, 400] as const] } }
  const found = nodesInView({
    places,
    wires: [...wires, skip],
    region: view(3000, 3100),
    kept: view(0, 0),
    before: nothing,
  })
  expect(numbers(found)).toEqual([2, 29, 30, 31, 32, 600])
})

test('a wire whose bend alone reaches into the view is drawn', () => {
  const { places } = column(2)
  const aside = { id: 'aside', source: 'n0', target: 'n1', data: { bends: [[900, 80] as const] } }
  const region = { left: 700, top: 0, right: 1000, bottom: 100 }
  expect(nodesInView({ places, wires: [aside], region, kept: region, before: nothing }).size).toBe(2)
})

test('what was drawn stays as long as it is near, and nothing else is drawn for it', () => {
  const { places } = column(700)
  const wish = { places, wires: [], region: view(1000, 1200), kept: view(500, 1700) }
  const before = new Set(['n6', 'n600'])
  expect(numbers(nodesInView({ ...wish, before }))).toEqual([6, 10, 11, 12])
})

test('a region that was grown holds the one it was', () => {
  expect(contains(grownBy(view(0, 10), 5), view(0, 10))).toBe(true)
  expect(contains(view(0, 10), grownBy(view(0, 10), 5))).toBe(false)
})
