import type { Split } from '../dataSet'

const names: Readonly<Record<string, Split>> = {
  train: 'train',
  training: 'train',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  test: 'test',
  testing: 'test',
}

/** The split that a folder or a cell of a table names, whatever its capitals: `train`, `val`, `valid`, `Test` ... */
export const splitOfName = (name: string): Split | undefined => names[name.toLowerCase()]
