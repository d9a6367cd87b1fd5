import type { ExportLayer, ExportModel } from '../exportModel'
import { freeId } from './freeId'

/** The model with its normalization as a first layer, so that it takes pixels of 0 to 255. */
export function normalizeInside(model: ExportModel): ExportModel {
  const { preprocessing, layers, input, inputShape: shape } = model
  if (preprocessing.isInside) return model
  const { scale, offset } = preprocessing
  const id = freeId(model, 'normalize')
  const normalize: ExportLayer = {
    id,
    type: 'scale',
    config: { scale, offset },
    inputs: [input],
    inputShapes: [shape],
    shape,
    weights: [],
  }
  const rewired = layers.map((layer) => ({
    ...layer,
    inputs: layer.inputs.map((source) => (source === input ? id : source)),
  }))
  return {
    ...model,
    layers: [rewired[0] as ExportLayer, normalize, ...rewired.slice(1)],
    output: model.output === input ? id : model.output,
    preprocessing: { ...preprocessing, isInside: true },
  }
}
