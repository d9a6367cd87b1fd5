import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  {
    name: 'defaults',
    config: { filters: 5 },
    inputs: [[5, 4, 3]],
    output: [5, 4, 5],
    weights: { 'depthwise-kernel': [3, 3, 3, 1], 'pointwise-kernel': [1, 1, 3, 5], bias: [5] },
    macs: 5 * 4 * (3 * 3 * 3 + 3 * 5),
  },
  {
    name: 'two kernels a channel, stride 2',
    config: { filters: 2, kernel: [2, 3], stride: 2, padding: 'valid', multiplier: 2, bias: false },
    inputs: [[5, 6, 3]],
    output: [2, 2, 2],
    weights: { 'depthwise-kernel': [2, 3, 3, 2], 'pointwise-kernel': [1, 1, 6, 2] },
    macs: 2 * 2 * (6 * 2 * 3 + 6 * 2),
  },
  {
    name: 'dilated',
    config: { filters: 2, dilation: 2, padding: 1 },
    inputs: [[5, 6, 3]],
    output: [3, 4, 2],
    weights: { 'depthwise-kernel': [3, 3, 3, 1], 'pointwise-kernel': [1, 1, 3, 2], bias: [2] },
  },
]
