import type { ExamCase } from '../exam'
import { fixedKernels } from './kernels'

const picture = [4, 5, 2]

export const exam: readonly ExamCase[] = [
  { name: 'defaults', config: {}, inputs: [picture], output: picture, macs: 4 * 5 * 2 * 7 * 7 },
  ...Object.keys(fixedKernels).map((filter) => ({
    name: filter,
    config: { filter },
    inputs: [picture],
    output: picture,
  })),
  {
    name: 'Gaussian, edges repeated',
    config: { sigma: 0.8, size: 5, edges: 'repeat' },
    inputs: [picture],
    output: picture,
  },
  { name: 'Gaussian, mirrored', config: { sigma: 2, size: 7, edges: 'mirror' }, inputs: [picture], output: picture },
  {
    name: 'numbers, odd one after, shrinking',
    config: {
      filter: 'numbers',
      numbers: [
        [1, 2],
        [-3, 0.5],
        [0, 1],
      ],
      edges: 'shrink',
    },
    inputs: [picture],
    output: [2, 4, 2],
    macs: 2 * 4 * 2 * 6,
  },
  {
    name: 'numbers, odd one after, repeated',
    config: { filter: 'numbers', numbers: [[1, 2, -1, 0.5]], edges: 'repeat' },
    inputs: [picture],
    output: picture,
  },
]
