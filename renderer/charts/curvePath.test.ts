import { expect, test } from 'vitest'
import { curvePath } from './curvePath'
import { scaleFor } from './scale'

const box = { left: 40, top: 10, width: 100, height: 50 }
const range = [0, 10] as const
const linear = { ...scaleFor({ isLog: false, extent: [0, 1], mostTicks: 5 }), part: (value: number) => value }
const log = { ...linear, isLog: true, part: (value: number) => Math.log10(value) }
const draw = (values: readonly (number | null)[], more: object = {}) =>
  curvePath({ points: values.map((y, x) => ({ x, y })), range, scale: linear, box, isJoined: false, ...more })

test('steps go to the right, values upwards', () => {
  expect(draw([0, 0.5, 1]).path).toBe('M40 60L50 35L60 10')
})

test('what is missing is a gap, or is passed over', () => {
  expect(draw([0, null, 1]).path).toBe('M40 60M60 10')
  expect(draw([0, null, 1], { isJoined: true }).path).toBe('M40 60L60 10')
})

test('a logarithmic axis has no place for zero', () => {
  expect(draw([1, 0, 10], { scale: log }).path).toBe('M40 60M60 10')
})

test('of a stretch one point at each side is drawn, so that the line reaches the edges', () => {
  const points = Array.from({ length: 11 }, (_, x) => ({ x, y: 0 }))
  expect(curvePath({ points, range: [4, 6], scale: linear, box, isJoined: false }).path).toBe(
    'M-10 60L40 60L90 60L140 60L190 60',
  )
})

test('one point alone is told, for a line without length is not seen', () => {
  expect(draw([0.5]).single).toEqual([40, 35])
  expect(draw([0.5, 0.5]).single).toBeUndefined()
})
