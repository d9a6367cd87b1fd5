import type { ExamCase } from '../exam'

const picture = [3, 4, 2]

export const exam: readonly ExamCase[] = [
  {
    name: 'defaults',
    config: { filters: 3 },
    inputs: [picture],
    output: [6, 8, 3],
    weights: { kernel: [3, 3, 3, 2], bias: [3] },
    macs: 3 * 4 * 2 * 3 * 3 * 3,
  },
  {
    name: 'as PyTorch, padding 1 and output padding',
    config: { filters: 2, kernel: [3, 4], padding: 1, outputPadding: [1, 0], bias: false },
    inputs: [picture],
    output: [6, 8, 2],
    weights: { kernel: [3, 4, 2, 2] },
  },
  {
    name: 'valid, two strides',
    config: { filters: 2, kernel: [2, 3], stride: [3, 1], padding: 'valid' },
    inputs: [picture],
    output: [8, 6, 2],
    weights: { kernel: [2, 3, 2, 2], bias: [2] },
  },
  {
    name: 'same, a kernel smaller than the stride',
    config: { filters: 2, kernel: 2, stride: 3, bias: false },
    inputs: [picture],
    output: [9, 12, 2],
    weights: { kernel: [2, 2, 2, 2] },
  },
]
