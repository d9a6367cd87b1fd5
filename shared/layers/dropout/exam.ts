import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  { name: 'half', config: {}, inputs: [[4, 5, 3]], output: [4, 5, 3] },
  { name: 'none', config: { rate: 0 }, inputs: [[8]], output: [8] },
  { name: 'scaled in inference', config: { rate: 0.25, scaling: 'inference' }, inputs: [[9]], output: [9] },
]
