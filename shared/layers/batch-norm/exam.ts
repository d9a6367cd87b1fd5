import type { ExamCase } from '../exam'

const statistics = { 'moving-mean': [3], 'moving-variance': [3] }
const affine = { gamma: [3], beta: [3] }

export const exam: readonly ExamCase[] = [
  { name: 'pictures', config: {}, inputs: [[4, 5, 3]], output: [4, 5, 3], weights: { ...affine, ...statistics } },
  { name: 'vectors', config: { epsilon: 0.01 }, inputs: [[3]], output: [3], weights: { ...affine, ...statistics } },
  {
    name: 'as Keras',
    config: { momentum: 0.99, epsilon: 0.001, movingVariance: 'biased' },
    inputs: [[4, 5, 3]],
    output: [4, 5, 3],
    weights: { ...affine, ...statistics },
  },
  {
    name: 'all batches alike',
    config: { momentum: null },
    inputs: [[2, 2, 3]],
    output: [2, 2, 3],
    weights: { ...affine, ...statistics, 'batch-count': [] },
  },
  {
    name: 'without gamma',
    config: { scale: false },
    inputs: [[4, 5, 3]],
    output: [4, 5, 3],
    weights: { beta: [3], ...statistics },
  },
  {
    name: 'without gamma and beta',
    config: { scale: false, center: false },
    inputs: [[3]],
    output: [3],
    weights: statistics,
  },
]
