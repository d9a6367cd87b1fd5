import { elementCount } from '../../shared/graph/shape'
import { type ExportModel, weightOf } from './exportModel'
import type { LayerRefusal } from './format'
import { storedType } from './storedType'

/** protobuf holds at most 2 GiB; some room is left for the nodes. */
const mostBytes = 2 ** 31 - 2 ** 24

/** What formats made of one protobuf message refuse: a model that is too large for one. */
export function withinTwoGigabytes(model: ExportModel): LayerRefusal[] {
  let bytes = 0
  for (const layer of model.layers)
    for (const weight of layer.weights) {
      const name = weightOf(layer, weight)
      const shape = model.weights.shapes.get(name) ?? []
      bytes += elementCount(shape) * (storedType(model, name, shape) === 'float16' ? 2 : 4)
      if (bytes > mostBytes)
        return [{ layer, what: 'weights beyond 2 GiB in all', remedy: 'use float16 weights, or another format' }]
    }
  return []
}
