import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  { name: 'a slope a channel', config: {}, inputs: [[2, 3, 4]], output: [2, 3, 4], weights: { slope: [4] } },
  { name: 'one slope', config: { slopes: 'one' }, inputs: [[2, 3, 4]], output: [2, 3, 4], weights: { slope: [1] } },
  { name: 'vector', config: {}, inputs: [[5]], output: [5], weights: { slope: [5] } },
]
