import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  { name: 'vector to picture', config: { shape: [2, 3, 2] }, inputs: [[12]], output: [2, 3, 2] },
  { name: 'what is left', config: { shape: [3, -1, 4] }, inputs: [[2, 3, 4]], output: [3, 2, 4] },
  { name: 'picture to vector', config: { shape: [-1] }, inputs: [[2, 3, 2]], output: [12] },
]
