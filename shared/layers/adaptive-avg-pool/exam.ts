import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  { name: 'defaults', config: {}, inputs: [[4, 5, 3]], output: [1, 1, 3] },
  { name: 'parts of equal size', config: { size: [2, 3] }, inputs: [[4, 6, 2]], output: [2, 3, 2] },
  { name: 'parts that overlap', config: { size: [3, 2] }, inputs: [[4, 5, 2]], output: [3, 2, 2] },
  { name: 'more parts than pixels', config: { size: 4 }, inputs: [[3, 2, 2]], output: [4, 4, 2] },
  { name: 'nothing to do', config: { size: 3 }, inputs: [[3, 3, 2]], output: [3, 3, 2] },
]
