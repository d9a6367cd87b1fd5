import type { ExportLayer, ExportModel } from '../exportModel'
import { freeId } from './freeId'

/** The model with a softmax behind its logits. */
export function asProbabilities(model: ExportModel): ExportModel {
  if (model.outputKind === 'probabilities') return model
  const last = model.layers.find(({ id }) => id === model.output) as ExportLayer
  const id = freeId(model, 'probabilities')
  const softmax: ExportLayer = {
    id,
    type: 'activation',
    config: { kind: 'softmax' },
    inputs: [last.id],
    inputShapes: [last.shape],
    shape: last.shape,
    weights: [],
  }
  return { ...model, layers: [...model.layers, softmax], output: id, outputKind: 'probabilities' }
}
