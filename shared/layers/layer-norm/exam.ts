import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  {
    name: 'channels of a picture',
    config: {},
    inputs: [[3, 4, 5]],
    output: [3, 4, 5],
    weights: { gamma: [5], beta: [5] },
  },
  {
    name: 'the whole picture',
    config: { axes: 'all', epsilon: 0.001 },
    inputs: [[3, 4, 2]],
    output: [3, 4, 2],
    weights: { gamma: [3, 4, 2], beta: [3, 4, 2] },
  },
  { name: 'vector', config: { axes: 'all' }, inputs: [[6]], output: [6], weights: { gamma: [6], beta: [6] } },
  { name: 'without gamma', config: { scale: false }, inputs: [[2, 2, 4]], output: [2, 2, 4], weights: { beta: [4] } },
  { name: 'without both', config: { scale: false, center: false }, inputs: [[5]], output: [5] },
]
