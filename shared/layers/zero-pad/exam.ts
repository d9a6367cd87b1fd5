import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  { name: 'defaults', config: {}, inputs: [[3, 4, 2]], output: [5, 6, 2] },
  {
    name: 'sides',
    config: {
      padding: [
        [0, 1],
        [2, 0],
      ],
    },
    inputs: [[3, 4, 2]],
    output: [4, 6, 2],
  },
  { name: 'channels', config: { padding: 0, channels: [1, 2] }, inputs: [[3, 4, 2]], output: [3, 4, 5] },
  { name: 'none', config: { padding: 0 }, inputs: [[3, 4, 2]], output: [3, 4, 2] },
]
