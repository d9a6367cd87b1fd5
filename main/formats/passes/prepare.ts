import type { ExportOptions } from '../../../shared/formats/exportOptions'
import type { ExportModel } from '../exportModel'
import { asProbabilities } from './asProbabilities'
import { foldBatchNorm } from './foldBatchNorm'
import { normalizeInside } from './normalizeInside'

/** The model as a person wants it written: what all formats have in common of the options. */
export function prepare(model: ExportModel, options: ExportOptions): ExportModel {
  const folded = options.foldBatchNorm ? foldBatchNorm(model) : model
  const ended = options.output === 'probabilities' ? asProbabilities(folded) : folded
  const begun = options.preprocessing === 'inside' ? normalizeInside(ended) : ended
  return { ...begun, weightType: options.weights }
}
