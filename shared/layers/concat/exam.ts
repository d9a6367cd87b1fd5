import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  {
    name: 'pictures',
    config: {},
    inputs: [
      [3, 4, 2],
      [3, 4, 1],
      [3, 4, 3],
    ],
    output: [3, 4, 6],
  },
  { name: 'vectors', config: {}, inputs: [[3], [2]], output: [5] },
]
