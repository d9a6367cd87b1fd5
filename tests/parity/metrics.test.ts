import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Graph } from '../../shared/graph/graph'
import { constant } from '../../shared/graph/ops/array'
import { classReport } from '../../shared/training/metrics/classReport'
import { confusionMatrix } from '../../shared/training/metrics/confusion'
import { rightCounts } from '../../shared/training/metrics/rightCounts'
import { noReference, referencePath, shared } from '../reference'
import { runGraph } from '../runGraph'

interface Golden {
  readonly classes: number
  readonly labels: number[]
  readonly probabilities: number[][]
  readonly predicted: number[]
  readonly top1: number
  readonly topk: Record<string, number>
  readonly confusion: number[][]
  readonly per_class: Record<'precision' | 'recall' | 'f1' | 'support', number[]>
  readonly macro: Record<'precision' | 'recall' | 'f1', number>
  readonly weighted: Record<'precision' | 'recall' | 'f1', number>
}

const read = (name: string) => JSON.parse(readFileSync(referencePath('metrics', `${name}.json`), 'utf8'))
const counts = (probabilities: readonly number[][], labels: readonly number[]) => {
  const graph = new Graph()
  const classes = (probabilities[0] as number[]).length
  const logits = constant(graph, probabilities.flat(), 'float32', [labels.length, classes])
  return runGraph(graph, rightCounts(graph, logits, constant(graph, labels, 'int32'), classes))
}

describe.skipIf(!shared)(`metric parity with scikit-learn${shared ? '' : ` (${noReference})`}`, () => {
  describe.each(['multiclass', 'multiclass-gaps'])('%s', (name) => {
    const golden = (shared ? read(name) : {}) as Golden

    test('top-1 and top-5', async () => {
      const { top1, top5 } = await counts(golden.probabilities, golden.labels)
      expect((top1 as number) / golden.labels.length).toBeCloseTo(golden.top1, 12)
      expect((top5 as number) / golden.labels.length).toBeCloseTo(golden.topk['5'] as number, 12)
    })

    test('confusion matrix, precision, recall and F1', () => {
      const confusion = confusionMatrix(golden.labels, golden.predicted, golden.classes)
      expect(confusion).toEqual(golden.confusion)
      const report = classReport(confusion)
      expect(report.accuracy).toBeCloseTo(golden.top1, 12)
      for (const key of ['precision', 'recall', 'f1', 'support'] as const)
        report.classes.forEach((score, k) => {
          expect(score[key], `${key} of class ${k}`).toBeCloseTo(golden.per_class[key][k] as number, 11)
        })
      for (const key of ['precision', 'recall', 'f1'] as const) {
        expect(report.macro[key]).toBeCloseTo(golden.macro[key], 12)
        expect(report.weighted[key]).toBeCloseTo(golden.weighted[key], 12)
      }
    })
  })

  test('of equal probabilities the first counts', async () => {
    const ties = read('ties') as { labels: number[]; probabilities: number[][]; top1_by_argmax: number }
    const { top1, top5 } = await counts(ties.probabilities, ties.labels)
    expect((top1 as number) / ties.labels.length).toBe(ties.top1_by_argmax)
    // 4 classes: the top five are all.
    expect(top5).toBe(ties.labels.length)
  })
})

describe('top five', () => {
  const rows = 2
  test('counts a tie at its edge as in, as InTopKV2 says', async () => {
    // Labels 6 and 7 tie for the places 5 and 6 with class 5; label 8 is behind.
    const row = [9, 8, 7, 6, 1, 1, 1, 1, 0, -1]
    const { top5 } = await counts([row, row, row], [6, 7, 8])
    expect(top5).toBe(2)
  })
  test('is nothing for a network that answers NaN', async () => {
    const row = new Array<number>(10).fill(Number.NaN)
    const { top5 } = await counts(
      Array.from({ length: rows }, () => row),
      [0, 3],
    )
    expect(top5).toBe(0)
  })
})
