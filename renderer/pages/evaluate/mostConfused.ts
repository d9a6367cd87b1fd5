import type { EvaluationView } from '../../../shared/contract/studio/evaluation'

/** The kind of mistake that is made most often; `undefined` where nothing is wrong. */
export function mostConfused({
  confusion,
}: Pick<EvaluationView, 'confusion'>): { readonly truth: number; readonly prediction: number } | undefined {
  const mistakes = confusion.filter(([truth, prediction, count]) => truth !== prediction && count > 0)
  if (mistakes.length === 0) return undefined
  const [truth, prediction] = mistakes.reduce((worst, each) => (each[2] > worst[2] ? each : worst))
  return { truth, prediction }
}
