import type { EvaluationView, JudgedPicture } from '../../../shared/contract/studio/evaluation'
import { calibration, shareUncertainty } from '../../../shared/evaluation/calibration'
import type { PictureResults } from '../../../shared/evaluation/pictureResults'

/** The figures of an evaluation, all from what was said of each picture. */
export function viewOf(results: PictureResults): EvaluationView {
  const { head, labels, probabilities } = results
  const { images, classes, top } = head
  const first = (k: number) => results.classes[k * top] as number
  const cells = new Map<number, number>()
  let wrong = 0
  for (let k = 0; k < images; k++) {
    const cell = (labels[k] as number) * classes.length + first(k)
    cells.set(cell, (cells.get(cell) ?? 0) + 1)
    if (labels[k] !== first(k)) wrong++
  }
  const confusion = [...cells].map(([cell, count]): [number, number, number] => [
    Math.floor(cell / classes.length),
    cell % classes.length,
    count,
  ])
  const confidences = Float32Array.from({ length: images }, (_, k) => probabilities[k * top] as number)
  const { error, surplus, bins } = calibration(confidences, (k) => labels[k] === first(k))
  return {
    checkpoint: head.checkpoint,
    split: head.data.split,
    createdAt: head.createdAt,
    classes: head.classes,
    images,
    wrong,
    loss: head.loss,
    top1: head.top1,
    top5: head.top5,
    top1Uncertainty: shareUncertainty(images > 0 ? (images - wrong) / images : 0, images),
    msPerPicture: head.msPerPicture,
    batchSize: head.batchSize,
    device: head.device,
    calibration: { error, surplus, bins: [...bins] },
    perClass: perClass(confusion, classes.length),
    confusion,
  }
}

function perClass(confusion: EvaluationView['confusion'], count: number): EvaluationView['perClass'] {
  const sums = Array.from({ length: count }, () => ({ truth: 0, taken: 0, right: 0 }))
  for (const [truth, prediction, pictures] of confusion) {
    const [row, column] = [sums[truth], sums[prediction]]
    if (!row || !column) continue
    row.truth += pictures
    column.taken += pictures
    if (truth === prediction) row.right += pictures
  }
  return sums.map(({ truth, taken, right }) => {
    const precision = taken > 0 ? right / taken : null
    const recall = truth > 0 ? right / truth : null
    const f1 = truth > 0 && taken > 0 ? (2 * right) / (truth + taken) : null
    return { images: truth, precision, recall, f1 }
  })
}

/** What is asked for of an evaluation: a cell, a class' mistakes, or all of them by loss. */
export type Wanted =
  | { readonly truth: number; readonly prediction: number }
  | { readonly truth: number; readonly wrong: true }
  | 'worst'

/** The pictures that are asked for: of a cell the surest first, mistakes by their loss. */
export function judged(results: PictureResults, wanted: Wanted): number[] {
  const { head, labels, losses, probabilities, classes } = results
  const first = (k: number) => classes[k * head.top] as number
  const isWanted = (k: number): boolean => {
    if (wanted === 'worst') return first(k) !== labels[k]
    if (labels[k] !== wanted.truth) return false
    return 'prediction' in wanted ? first(k) === wanted.prediction : first(k) !== wanted.truth
  }
  const found = Array.from({ length: head.images }, (_, k) => k).filter(isWanted)
  const by =
    wanted !== 'worst' && 'prediction' in wanted
      ? (k: number) => probabilities[k * head.top] as number
      : (k: number) => (Number.isFinite(losses[k]) ? (losses[k] as number) : Number.MAX_VALUE)
  return found.sort((a, b) => by(b) - by(a) || a - b)
}

export function pictureAt({ head, labels, losses, classes, probabilities }: PictureResults, k: number): JudgedPicture {
  const loss = losses[k] as number
  return {
    index: k,
    label: labels[k] as number,
    loss: Number.isFinite(loss) ? loss : null,
    top: Array.from({ length: head.top }, (_, place) => {
      const probability = probabilities[k * head.top + place] as number
      return {
        class: classes[k * head.top + place] as number,
        probability: Number.isFinite(probability) ? probability : 0,
      }
    }),
  }
}
