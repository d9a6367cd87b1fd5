import { expect, test } from 'vitest'
import { fieldsOf } from '../../shared/fields/fieldsOf'
import { layerDefinition } from '../../shared/layers'
import { Padding } from '../../shared/layers/padding'
import {
  matrixText,
  pairOf,
  pairValue,
  parseMatrix,
  parseNumbers,
  parseShape,
  parseSides,
  shapeText,
  sidesText,
  valueText,
} from './valueText'

test.each([
  2,
  [1, 2],
  [
    [0, 1],
    [2, 3],
  ],
  [
    [1, 1],
    [1, 1],
  ],
  [
    [1, 1],
    [2, 2],
  ],
])('sides %j come back as what the schema reads as the same', (value) =>
  expect(Padding.parse(parseSides(sidesText(value)))).toEqual(Padding.parse(value)),
)
test.each(['', 'a', '1.5', '-1', '1 2 3', '1 2 3 4 5'])('sides %j are none', (text) =>
  expect(parseSides(text)).toBeUndefined(),
)

test.each(['28×28×1', '28 x 28 x 1', '28, 28, 1', '28 28 1'])('%s is a shape', (text) =>
  expect(parseShape(text)).toEqual([28, 28, 1]),
)
test.each(['', '28', '28×28', '28×28×1×1', '28×a×1'])('%j: one or three numbers', (text) =>
  expect(parseShape(text)).toEqual(text === '28' ? [28] : undefined),
)
test('a shape with what is left', () => expect(parseShape(shapeText([-1, 4, 4]))).toEqual([-1, 4, 4]))

test('numbers and matrices', () => {
  expect(parseNumbers('0.5, 1e-3')).toEqual([0.5, 0.001])
  expect(parseNumbers('1, 2', 3)).toBeUndefined()
  const rows = [
    [0, -1, 0],
    [-1, 5, -1],
  ]
  expect(parseMatrix(matrixText(rows))).toEqual(rows)
  expect(parseMatrix('1 2\nx')).toBeUndefined()
})

test('pairs', () => {
  expect(pairOf(3)).toEqual([3, 3])
  expect(pairOf([3, 5])).toEqual([3, 5])
  expect(pairOf('3')).toBeUndefined()
  expect(pairValue(3, 3)).toBe(3)
  expect(pairValue(3, 5)).toEqual([3, 5])
})

test('defaults of a convolution as a ghost shows them', () => {
  const texts = fieldsOf(layerDefinition('conv2d')?.schema as never)
    .filter(({ standard }) => standard !== undefined)
    .map(({ name, type, standard }) => [name, valueText(type, standard, (word) => `<${word}>`)])
  expect(Object.fromEntries(texts)).toEqual({
    stride: '1',
    padding: '<same>',
    dilation: '1',
    groups: '1',
    bias: '<yes>',
    kernelInitializer: '<he>, <truncated-normal>',
    biasInitializer: '<zeros>',
  })
})
