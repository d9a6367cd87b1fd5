import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  { name: 'picture', config: { shape: [4, 5, 3] }, inputs: [], output: [4, 5, 3] },
  { name: 'vector', config: { shape: [7] }, inputs: [], output: [7] },
]
