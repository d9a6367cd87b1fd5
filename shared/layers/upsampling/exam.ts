import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  { name: 'defaults', config: {}, inputs: [[3, 2, 2]], output: [6, 4, 2] },
  { name: 'nearest, two factors', config: { factor: [1, 3] }, inputs: [[3, 2, 2]], output: [3, 6, 2] },
  { name: 'bilinear', config: { method: 'bilinear' }, inputs: [[3, 4, 2]], output: [6, 8, 2] },
  {
    name: 'bilinear, two factors',
    config: { factor: [3, 2], method: 'bilinear' },
    inputs: [[2, 3, 2]],
    output: [6, 6, 2],
  },
  { name: 'nothing to do', config: { factor: 1 }, inputs: [[3, 2, 2]], output: [3, 2, 2] },
]
