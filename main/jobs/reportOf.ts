import type { Report } from '../../shared/records/report'
import { classReport } from '../../shared/training/metrics/classReport'
import type { DataSet, Split } from '../data/dataSet'
import type { Assessment } from './assess'

export interface Assessed {
  readonly assessment: Assessment
  readonly data: DataSet
  readonly split: Split
  readonly checkpoint: { readonly step: number; readonly path: string }
}

/** An assessment as the record that is kept and printed. */
export function reportOf({ assessment, data, split, checkpoint }: Assessed): Report {
  const { images, figures, confusion } = assessment
  const scores = classReport(confusion).classes
  const taken = (k: number) => confusion.reduce((sum, row) => sum + (row[k] as number), 0)
  return {
    format: 'layerloom-report',
    version: 1,
    createdAt: new Date().toISOString(),
    checkpoint,
    data: { source: data.source, hash: data.hash, split },
    images,
    loss: figures.loss,
    ...(typeof figures.top1 === 'number' && { top1: figures.top1 }),
    ...(typeof figures.top5 === 'number' && { top5: figures.top5 }),
    perClass: scores.map(({ precision, recall, f1, support }, k) => ({
      name: data.classes[k] as string,
      images: support,
      precision: taken(k) > 0 ? precision : null,
      recall: support > 0 ? recall : null,
      f1: support > 0 && taken(k) > 0 ? f1 : null,
    })),
    confusion: confusion.map((row) => [...row]),
  }
}
