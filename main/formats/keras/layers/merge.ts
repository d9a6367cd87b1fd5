import type { Shape } from '../../../../shared/graph/shape'
import type { ExportLayerOf } from '../../exportModel'
import type { KerasLayer } from '../kerasModel'
import type { Made, Making } from './making'

export const add = ({ one }: Making): Made => [one('Add', {})]

export const concat = ({ one }: Making): Made => [one('Concatenate', { axis: -1 })]

/** A vector beside pictures becomes a picture of one pixel first. */
export function multiply({ layer, one }: Making<ExportLayerOf<'multiply'>>): Made {
  const { id, inputs, inputShapes } = layer
  const rank = Math.max(...inputShapes.map(({ length }) => length))
  const before: KerasLayer[] = []
  const sources = inputs.map((source, k) => {
    const own = inputShapes[k] as Shape
    if (own.length === rank) return source
    const name = `${id}_factor_${k}`
    const to = [...Array<number>(rank - own.length).fill(1), ...own]
    before.push({ name, className: 'Reshape', config: { target_shape: to }, inputs: [source], shape: to, weights: [] })
    return name
  })
  return [...before, { ...one('Multiply', {}), inputs: sources }]
}
