import type { EvaluationView } from '../../../shared/contract/studio/evaluation'

/** More rows than that nobody reads at once. */
export const mostShown = 40

/** The classes that the matrix shows, in the data's order: all, or those that are mistaken for others and for which others are mistaken most. */
export function shownClasses({ classes, confusion }: Pick<EvaluationView, 'classes' | 'confusion'>): number[] {
  const all = classes.map((_, k) => k)
  if (all.length <= mostShown) return all
  const mistakes = all.map(() => 0)
  for (const [truth, prediction, count] of confusion) {
    if (truth === prediction) continue
    mistakes[truth] = (mistakes[truth] ?? 0) + count
    mistakes[prediction] = (mistakes[prediction] ?? 0) + count
  }
  return all
    .sort((a, b) => (mistakes[b] ?? 0) - (mistakes[a] ?? 0) || a - b)
    .slice(0, mostShown)
    .sort((a, b) => a - b)
}

/** How strongly a cell is coloured, 0 to 1: on the diagonal the part of its row that is right, beside it mistakes, which show early. */
export function heatOf(count: number, ofRow: number, isRight: boolean): number {
  if (count === 0 || ofRow === 0) return 0
  const part = count / ofRow
  return isRight ? part : Math.min(1, Math.sqrt(part) * 1.05)
}

/** From here on the words of a cell are light, in the dark theme dark. */
const strong = 0.62

export const isStrong = (heat: number): boolean => heat > strong

/** Where on the ramp of heats a cell's colour stands, 0 to 1. It leaves out the middle, on which neither ink is 4.5:1; an empty cell has none. */
export const placeOnRamp = (heat: number): number =>
  isStrong(heat) ? 0.75 + ((heat - strong) / (1 - strong)) * 0.06 : (heat / strong) * 0.5
