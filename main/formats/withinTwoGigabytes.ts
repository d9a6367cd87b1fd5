import { elementCount } from '../../shared/graph/shape'
import type { ExportModel } from './exportModel'
import type { LayerRefusal } from './format'

/** protobuf holds at most 2 GiB; some room is left for the nodes. */
const mostBytes = 2 ** 31 - 2 ** 24

/** What formats made of one protobuf message refuse: a model that is too large for one. */
export function withinTwoGigabytes({ layers, weights, weightType }: ExportModel): LayerRefusal[] {
  const each = weightType === 'float16' ? 2 : 4
  let bytes = 0
  for (const layer of layers)
    for (const name of layer.weights) {
      bytes += elementCount(weights.shapes.get(`${layer.id}/${name}`) ?? []) * each
      if (bytes > mostBytes)
        return [{ layer, what: 'weights beyond 2 GiB in all', remedy: 'use float16 weights, or another format' }]
    }
  return []
}
