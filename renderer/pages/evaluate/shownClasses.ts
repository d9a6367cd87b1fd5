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

/** The colour of a heat, between the tokens, so that both themes have their own. */
export function heatColour(heat: number): string {
  if (heat === 0) return 'var(--sunk)'
  return heat < 0.5
    ? `color-mix(in oklab, var(--heat-2) ${Math.round(heat * 200)}%, var(--heat-0))`
    : `color-mix(in oklab, var(--heat-3) ${Math.round((heat - 0.5) * 200)}%, var(--heat-2))`
}
