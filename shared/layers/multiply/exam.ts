import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  {
    name: 'three pictures',
    config: {},
    inputs: [
      [2, 3, 2],
      [2, 3, 2],
      [2, 3, 2],
    ],
    output: [2, 3, 2],
  },
  {
    name: 'a factor a channel',
    config: {},
    inputs: [[2, 3, 4], [4]],
    output: [2, 3, 4],
  },
  {
    name: 'a factor a pixel',
    config: {},
    inputs: [
      [2, 3, 1],
      [2, 3, 4],
    ],
    output: [2, 3, 4],
  },
  { name: 'vectors', config: {}, inputs: [[5], [5]], output: [5] },
]
