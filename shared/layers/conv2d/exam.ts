import type { ExamCase } from '../exam'

const picture = [6, 7, 4]

export const exam: readonly ExamCase[] = [
  {
    name: 'defaults',
    config: { filters: 3, kernel: 3 },
    inputs: [picture],
    output: [6, 7, 3],
    weights: { kernel: [3, 3, 4, 3], bias: [3] },
    macs: 6 * 7 * 3 * 3 * 3 * 4,
  },
  {
    name: 'valid, stride 2',
    config: { filters: 2, kernel: [3, 2], stride: 2, padding: 'valid', bias: false },
    inputs: [picture],
    output: [2, 3, 2],
    weights: { kernel: [3, 2, 4, 2] },
    macs: 2 * 3 * 2 * 3 * 2 * 4,
  },
  {
    name: 'same, stride 2 (odd pixel after)',
    config: { filters: 2, kernel: 3, stride: [2, 3], padding: 'same' },
    inputs: [picture],
    output: [3, 3, 2],
    weights: { kernel: [3, 3, 4, 2], bias: [2] },
  },
  {
    name: 'explicit padding 1, stride 2',
    config: { filters: 2, kernel: 3, stride: 2, padding: 1 },
    inputs: [picture],
    output: [3, 4, 2],
    weights: { kernel: [3, 3, 4, 2], bias: [2] },
  },
  {
    name: 'padding on some sides',
    config: {
      filters: 2,
      kernel: 3,
      padding: [
        [0, 2],
        [1, 0],
      ],
    },
    inputs: [picture],
    output: [6, 6, 2],
    weights: { kernel: [3, 3, 4, 2], bias: [2] },
  },
  {
    name: 'dilated, padded by hand',
    config: { filters: 2, kernel: 3, padding: [2, 1], dilation: 2 },
    inputs: [picture],
    output: [6, 5, 2],
    weights: { kernel: [3, 3, 4, 2], bias: [2] },
  },
  {
    name: 'dilated, stride 2',
    config: { filters: 2, kernel: 2, padding: 'valid', dilation: [3, 2], stride: 2 },
    inputs: [picture],
    output: [2, 3, 2],
    weights: { kernel: [2, 2, 4, 2], bias: [2] },
  },
  {
    name: 'groups',
    config: {
      filters: 6,
      kernel: 3,
      groups: 2,
      padding: [
        [1, 0],
        [0, 1],
      ],
      kernelInitializer: { name: 'orthogonal', gain: 1 },
    },
    inputs: [picture],
    output: [5, 6, 6],
    weights: { kernel: [3, 3, 2, 6], bias: [6] },
    macs: 5 * 6 * 6 * 3 * 3 * 2,
  },
  {
    name: 'a group a channel',
    config: { filters: 4, kernel: 3, groups: 4, stride: 2, bias: false },
    inputs: [picture],
    output: [3, 4, 4],
    weights: { kernel: [3, 3, 1, 4] },
  },
]
