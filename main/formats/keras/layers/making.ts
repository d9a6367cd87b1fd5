import type { Shape } from '../../../../shared/graph/shape'
import { type ExportLayer, type ExportModel, weightOf } from '../../exportModel'
import type { KerasDialect, KerasLayer, KerasWeight } from '../kerasModel'

/** Why there is no such layer, and what to do about it. */
export interface NoEqual {
  readonly what: string
  readonly remedy: string
}

export type Made = KerasLayer[] | NoEqual

/** The formats that hold every layer. */
export const otherFormat = 'export it as ONNX or as a SavedModel'

export const format = { data_format: 'channels_last' }

/** One of our layers on its way into Keras' layers, the last of which has its name. */
export interface Making<L extends ExportLayer = ExportLayer> {
  readonly layer: L
  readonly model: ExportModel
  readonly dialect: KerasDialect
  /** A layer of its name, inputs and shape. */
  one(className: string, config: Record<string, unknown>, weights?: readonly KerasWeight[]): KerasLayer
  /** Its array of that name, as Keras calls it and in Keras' shape. */
  own(name: string, theirs?: string, shape?: Shape): KerasWeight
  /** Those of these arrays that the layer has. */
  present(...names: readonly string[]): KerasWeight[]
}

export function makingOf<L extends ExportLayer>(layer: L, model: ExportModel, dialect: KerasDialect): Making<L> {
  const { id, inputs, shape } = layer
  const own: Making['own'] = (name, theirs = name, as) => {
    const from = weightOf(layer, name)
    return { name: theirs, shape: as ?? (model.weights.shapes.get(from) as Shape), from }
  }
  return {
    layer,
    model,
    dialect,
    one: (className, config, weights = []) => ({ name: id, className, config, inputs, shape, weights }),
    own,
    present: (...names) => names.filter((name) => layer.weights.includes(name)).map((name) => own(name)),
  }
}
