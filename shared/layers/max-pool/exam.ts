import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  { name: 'defaults', config: {}, inputs: [[6, 5, 2]], output: [3, 2, 2] },
  {
    name: 'overlapping, padding 1',
    config: { size: 3, stride: 2, padding: 1 },
    inputs: [[6, 7, 2]],
    output: [3, 4, 2],
  },
  { name: 'same', config: { size: 3, stride: 2, padding: 'same' }, inputs: [[6, 7, 2]], output: [3, 4, 2] },
  { name: 'rounded up', config: { size: 3, stride: 2, ceil: true }, inputs: [[6, 8, 2]], output: [3, 4, 2] },
  {
    name: 'stride 1, padded on one side',
    config: {
      size: [2, 3],
      stride: 1,
      padding: [
        [1, 0],
        [0, 2],
      ],
    },
    inputs: [[4, 4, 2]],
    output: [4, 4, 2],
  },
]
