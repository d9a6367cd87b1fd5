import type { EvaluationView } from '../../../shared/contract/studio/evaluation'

/** The cell to look at first: the kind of mistake that is made most often; where nothing is wrong, the class with the fewest pictures. */
export function mostConfused({
  confusion,
}: Pick<EvaluationView, 'confusion'>): { readonly truth: number; readonly prediction: number } | undefined {
  const cells = confusion.filter(([, , count]) => count > 0)
  const mistakes = cells.filter(([truth, prediction]) => truth !== prediction)
  const first =
    mistakes.length > 0
      ? mistakes.reduce((worst, each) => (each[2] > worst[2] ? each : worst))
      : cells.reduce((rarest, each) => (each[2] < (rarest?.[2] ?? 0) ? each : rarest), cells[0])
  if (!first) return undefined
  const [truth, prediction] = first
  return { truth, prediction }
}
