import type { ExamCase } from '../exam'

export const exam: readonly ExamCase[] = [{ name: 'picture', config: {}, inputs: [[4, 5, 3]], output: [3] }]
