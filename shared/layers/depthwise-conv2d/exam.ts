import type { ExamCase } from '../exam'

const picture = [6, 7, 4]

export const exam: readonly ExamCase[] = [
  {
    name: 'defaults',
    config: {},
    inputs: [picture],
    output: [6, 7, 4],
    weights: { kernel: [3, 3, 4, 1], bias: [4] },
    macs: 6 * 7 * 4 * 3 * 3,
  },
  {
    name: 'two kernels a channel, stride 2, valid',
    config: { kernel: [3, 2], stride: 2, padding: 'valid', multiplier: 2, bias: false },
    inputs: [picture],
    output: [2, 3, 8],
    weights: { kernel: [3, 2, 4, 2] },
    macs: 2 * 3 * 8 * 3 * 2,
  },
  {
    name: 'padding 1, stride 2',
    config: { stride: 2, padding: 1, bias: false },
    inputs: [picture],
    output: [3, 4, 4],
    weights: { kernel: [3, 3, 4, 1] },
  },
  {
    name: 'two strides (a group a channel)',
    config: { stride: [1, 2], multiplier: 2 },
    inputs: [picture],
    output: [6, 4, 8],
    weights: { kernel: [3, 3, 4, 2], bias: [8] },
  },
  {
    name: 'dilated (a group a channel)',
    config: { dilation: 2, multiplier: 2, bias: false },
    inputs: [picture],
    output: [6, 7, 8],
    weights: { kernel: [3, 3, 4, 2] },
  },
]
