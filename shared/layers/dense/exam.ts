import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [
  {
    name: 'with bias',
    config: { units: 4 },
    inputs: [[5]],
    output: [4],
    weights: { kernel: [5, 4], bias: [4] },
    macs: 20,
  },
  {
    name: 'without bias',
    config: { units: 2, bias: false, kernelInitializer: { name: 'torch-default' } },
    inputs: [[3]],
    output: [2],
    weights: { kernel: [3, 2] },
    macs: 6,
  },
]
