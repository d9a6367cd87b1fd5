import type { ConfusionMatrix } from './confusion'

/** How well one class is found; a ratio of nothing is 0, as scikit-learn's `zero_division=0`. */
export interface ClassScore {
  /** Of those taken for the class, the part that is. */
  readonly precision: number
  /** Of those that are the class, the part that was found. */
  readonly recall: number
  /** Harmonic mean of the two. */
  readonly f1: number
  /** How many are the class. */
  readonly support: number
}

export interface ClassReport {
  readonly accuracy: number
  readonly classes: readonly ClassScore[]
  /** Every class counts the same, those that never occur too. */
  readonly macro: Omit<ClassScore, 'support'>
  /** Every class counts by its support. */
  readonly weighted: Omit<ClassScore, 'support'>
}

export function classReport(confusion: ConfusionMatrix): ClassReport {
  const classes = confusion.map((row, k): ClassScore => {
    const right = row[k] as number
    const support = sum(row)
    const taken = sum(confusion.map((other) => other[k] as number))
    return {
      precision: ratio(right, taken),
      recall: ratio(right, support),
      f1: ratio(2 * right, taken + support),
      support,
    }
  })
  const all = sum(classes.map(({ support }) => support))
  const right = sum(confusion.map((row, k) => row[k] as number))
  const average = (weight: (score: ClassScore) => number) => {
    const of = (key: 'precision' | 'recall' | 'f1') => sum(classes.map((score) => score[key] * weight(score)))
    return { precision: of('precision'), recall: of('recall'), f1: of('f1') }
  }
  return {
    accuracy: ratio(right, all),
    classes,
    macro: average(() => 1 / classes.length),
    weighted: average(({ support }) => ratio(support, all)),
  }
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
