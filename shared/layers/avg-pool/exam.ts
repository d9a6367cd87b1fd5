import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  { name: 'defaults', config: {}, inputs: [[6, 5, 2]], output: [3, 2, 2] },
  {
    name: 'padding 1, border counted',
    config: { size: 3, stride: 2, padding: 1, countBorder: true },
    inputs: [[6, 7, 2]],
    output: [3, 4, 2],
  },
  {
    name: 'padding 1, border not counted',
    config: { size: 3, stride: 2, padding: 1 },
    inputs: [[6, 7, 2]],
    output: [3, 4, 2],
  },
  {
    name: 'same, border counted',
    config: { size: 3, stride: 1, padding: 'same', countBorder: true },
    inputs: [[4, 5, 2]],
    output: [4, 5, 2],
  },
  { name: 'same', config: { size: 3, stride: 2, padding: 'same' }, inputs: [[6, 7, 2]], output: [3, 4, 2] },
  { name: 'rounded up', config: { size: 3, stride: 2, ceil: true }, inputs: [[6, 8, 2]], output: [3, 4, 2] },
  {
    name: 'rounded up, border counted',
    config: { size: 3, stride: 2, padding: 1, ceil: true, countBorder: true },
    inputs: [[6, 8, 2]],
    output: [4, 5, 2],
  },
]
