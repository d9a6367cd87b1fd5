import type { ExamCase } from '../exam'

const affine = { gamma: [6], beta: [6] }

export const exam: readonly ExamCase[] = [
  { name: 'three groups', config: { groups: 3 }, inputs: [[2, 3, 6]], output: [2, 3, 6], weights: affine },
  { name: 'one group', config: { groups: 1 }, inputs: [[2, 3, 6]], output: [2, 3, 6], weights: affine },
  {
    name: 'instance normalization',
    config: { groups: 6, epsilon: 0.001 },
    inputs: [[3, 3, 6]],
    output: [3, 3, 6],
    weights: affine,
  },
  {
    name: 'without gamma and beta',
    config: { groups: 2, scale: false, center: false },
    inputs: [[2, 3, 4]],
    output: [2, 3, 4],
  },
]
