import { describe, expect, test } from 'vitest'
import { classReport } from './classReport'
import { confusionMatrix } from './confusion'

describe('confusion matrix', () => {
  test('has the true class in the row', () =>
    expect(confusionMatrix([0, 0, 1, 2], [0, 1, 1, 0], 3)).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [1, 0, 0],
    ]))
  test('refuses a class that is not there', () => {
    expect(() => confusionMatrix([3], [0], 3)).toThrow('class 3 or 0 is not one of 3')
    expect(() => confusionMatrix([0], [-1], 3)).toThrow('class 0 or -1 is not one of 3')
  })
  test('refuses lists of two lengths', () =>
    expect(() => confusionMatrix([0, 1], [0], 2)).toThrow('2 labels, 1 predictions'))
})

describe('class report', () => {
  test('of no picture at all is all zeros', () => {
    const zero = { precision: 0, recall: 0, f1: 0 }
    expect(
      classReport([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual({
      accuracy: 0,
      classes: [
        { ...zero, support: 0 },
        { ...zero, support: 0 },
      ],
      macro: zero,
      weighted: zero,
    })
  })
})
