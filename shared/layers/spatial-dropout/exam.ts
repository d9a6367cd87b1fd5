import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  { name: 'half', config: {}, inputs: [[3, 4, 6]], output: [3, 4, 6] },
  { name: 'none', config: { rate: 0 }, inputs: [[2, 2, 3]], output: [2, 2, 3] },
]
