import type { ExamCase } from '../exam'
import { activations } from './functions'

export const exam: readonly ExamCase[] = [
  ...Object.keys(activations).map((kind) => ({ name: kind, config: { kind }, inputs: [[2, 3, 4]], output: [2, 3, 4] })),
  { name: 'slope', config: { kind: 'leaky-relu', slope: 0.3 }, inputs: [[5]], output: [5] },
]
