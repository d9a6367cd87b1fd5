import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  {
    name: 'two pictures',
    config: {},
    inputs: [
      [3, 4, 2],
      [3, 4, 2],
    ],
    output: [3, 4, 2],
  },
  { name: 'four vectors', config: {}, inputs: [[3], [3], [3], [3]], output: [3] },
]
