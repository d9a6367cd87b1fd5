import type { EvaluationView } from '../../../shared/contract/studio/evaluation'

/** An evaluation as a file for others: every figure, classes by name. */
export const reportText = (view: EvaluationView, run: string): string =>
  `${JSON.stringify(
    {
      run,
      ...view,
      perClass: view.perClass.map((scores, k) => ({ class: view.classes[k], ...scores })),
      confusion: view.confusion.map(([truth, prediction, pictures]) => ({
        truth: view.classes[truth],
        prediction: view.classes[prediction],
        pictures,
      })),
    },
    undefined,
    2,
  )}\n`
