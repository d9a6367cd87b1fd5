import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  { name: 'defaults', config: { filters: 4 }, inputs: [[5, 4, 2]], output: [3, 2, 4] },
  { name: 'new channels alone', config: { filters: 5, stride: 1 }, inputs: [[3, 2, 3]], output: [3, 2, 5] },
  { name: 'fewer pixels alone', config: { filters: 3, stride: [1, 2] }, inputs: [[3, 5, 3]], output: [3, 3, 3] },
  { name: 'nothing to do', config: { filters: 3, stride: 1 }, inputs: [[2, 2, 3]], output: [2, 2, 3] },
]
