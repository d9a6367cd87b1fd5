import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  { name: 'picture', config: {}, inputs: [[3, 4, 2]], output: [3, 4, 2] },
  { name: 'none', config: { deviation: 0 }, inputs: [[5]], output: [5] },
]
