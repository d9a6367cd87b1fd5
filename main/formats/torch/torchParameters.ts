import type { Shape } from '../../../shared/graph/shape'
import type { ExportLayer, ExportModel } from '../exportModel'
import { flattenOrder } from '../flattenOrder'
import { permuted } from '../permuted'

/** One array of ours as PyTorch has it. */
export interface TorchParameter {
  /** `<layer id>/<weight>`. */
  readonly ours: string
  readonly layer: string
  /** Within the layer's module: `weight`, `running_mean`, `pointwise.bias`. */
  readonly name: string
  readonly dims: Shape
  /** Our values in PyTorch's order, and back. */
  readonly toTorch: (values: Float32Array) => Float32Array
  readonly fromTorch: (values: Float32Array) => Float32Array
}

const names: Readonly<Record<string, string>> = {
  kernel: 'weight',
  bias: 'bias',
  gamma: 'weight',
  beta: 'bias',
  'moving-mean': 'running_mean',
  'moving-variance': 'running_var',
  slope: 'weight',
  'depthwise-kernel': 'depthwise.weight',
  'pointwise-kernel': 'pointwise.weight',
}

/**
 * Every array of a network as a PyTorch module holds it: convolutions OIHW, linear layers [out, in], and where a linear layer reads a
 * flattened picture, its inputs in the order [c, h, w].
 */
export function torchParameters(model: Pick<ExportModel, 'layers' | 'output'> & ShapesOnly): TorchParameter[] {
  const { pictures } = flattenOrder(model)
  return model.layers.flatMap((layer) =>
    layer.weights.map((weight): TorchParameter => {
      const ours = `${layer.id}/${weight}`
      const shape = model.weights.shapes.get(ours)
      const name = layer.type === 'separable-conv2d' && weight === 'bias' ? 'pointwise.bias' : names[weight]
      if (!shape || name === undefined) throw new Error(`${ours} has no form in PyTorch`)
      return { ours, layer: layer.id, name, ...formOf(layer, weight, shape, pictures.get(layer.id)) }
    }),
  )
}

interface ShapesOnly {
  readonly weights: { readonly shapes: ReadonlyMap<string, Shape> }
}

type Form = Pick<TorchParameter, 'dims' | 'toTorch' | 'fromTorch'>

function formOf(layer: ExportLayer, weight: string, shape: Shape, picture: Shape | undefined): Form {
  if (weight === 'depthwise-kernel' || (layer.type === 'depthwise-conv2d' && weight === 'kernel')) {
    const [height, width, channels, multiplier] = shape as [number, number, number, number]
    return turned(shape, [2, 3, 0, 1], [channels * multiplier, 1, height, width])
  }
  if (layer.type === 'dense' && weight === 'kernel') {
    const units = shape[1] as number
    if (!picture) return turned(shape, [1, 0])
    return turned([...picture, units], [3, 2, 0, 1], [units, shape[0] as number])
  }
  // HWIO to OIHW; of a transposed convolution [h, w, out, in] to [in, out, h, w].
  if (shape.length === 4) return turned(shape, [3, 2, 0, 1])
  if (layer.type === 'layer-norm' && shape.length === 3) return turned(shape, [2, 0, 1])
  return { dims: shape, toTorch: (values) => values, fromTorch: (values) => values }
}

/** Axes in another order; `dims` where the result is then seen in another shape. */
function turned(shape: Shape, axes: readonly number[], dims?: Shape): Form {
  const between = axes.map((axis) => shape[axis] as number)
  const back = axes.map((_, axis) => axes.indexOf(axis))
  return {
    dims: dims ?? between,
    toTorch: (values) => permuted(values, shape, axes),
    fromTorch: (values) => permuted(values, between, back),
  }
}
