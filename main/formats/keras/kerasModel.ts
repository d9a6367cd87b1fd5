import type { Shape } from '../../../shared/graph/shape'
import type { ExportModel } from '../exportModel'
import type { LayerRefusal } from '../format'
import { type WeightSource, withWeights } from '../weightSource'
import { kerasLayersOf } from './kerasLayers'

/** Who reads the configuration; names and forms of settings differ a little. `keras2`: Keras 2 and Keras 3's reader of `.h5`. */
export type KerasDialect = 'keras3' | 'keras2' | 'tfjs'

/** A layer of Keras' that is made from one of ours, or a part of it. */
export interface KerasLayer {
  readonly name: string
  readonly className: string
  /** Without `name`. */
  readonly config: Readonly<Record<string, unknown>>
  readonly inputs: readonly string[]
  /** Without the batch. */
  readonly shape: Shape
  /** In Keras' order. */
  readonly weights: readonly KerasWeight[]
}

export interface KerasWeight {
  /** As Keras calls it: `kernel`. */
  readonly name: string
  readonly shape: Shape
  /** Of our model: `<layer id>/<weight>`. */
  readonly from?: string
  /** Makes its values into those of `shape`; absent: they are taken as they are. */
  readonly change?: (values: Float32Array) => Float32Array
  /** What a layer needs that has no weights with us. */
  readonly fixed?: () => Float32Array
}

/** Layers in an order in which each comes after its inputs, and the values of their weights as `<layer>/<weight>`. */
export interface KerasModel {
  readonly layers: readonly KerasLayer[]
  readonly output: string
  readonly weights: WeightSource
}

/** What Keras has no equal for, each with what to do about it. */
export function kerasRefusals(model: ExportModel, dialect: KerasDialect): LayerRefusal[] {
  return model.layers.flatMap((layer) => {
    const made = kerasLayersOf(layer, model, dialect)
    return 'what' in made ? [{ layer, ...made }] : []
  })
}

/** The model in Keras' layers. Throws an Error for a layer that `kerasRefusals` names. */
export function kerasModel(model: ExportModel, dialect: KerasDialect): KerasModel {
  const layers: KerasLayer[] = []
  for (const layer of model.layers) {
    const made = kerasLayersOf(layer, model, dialect)
    if ('what' in made) throw new Error(`${layer.id} has no equal in Keras`)
    layers.push(...made)
  }
  const arrays = layers.flatMap(({ name, weights }) =>
    weights.map((weight) => {
      const { from, fixed, shape, change = (values) => values } = weight
      const make = async () =>
        from === undefined ? (fixed as () => Float32Array)() : change(await model.weights.read(from))
      return [`${name}/${weight.name}`, { shape, make }] as const
    }),
  )
  const own = new Set(model.weights.shapes.keys())
  return { layers, output: model.output, weights: withWeights(model.weights, new Map(arrays), own) }
}
