import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  { name: 'defaults', config: {}, inputs: [[2, 3, 8]], output: [2, 3, 8] },
  {
    name: 'strong',
    config: { size: 3, alpha: 0.4, beta: 0.5, k: 1 },
    inputs: [[2, 3, 5]],
    output: [2, 3, 5],
  },
  { name: 'as PyTorch', config: { alpha: 0.5, k: 1, convention: 'pytorch' }, inputs: [[2, 2, 4]], output: [2, 2, 4] },
]
