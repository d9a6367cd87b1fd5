import { elementCount, type Shape } from '../../shared/graph/shape'
import type { Inference, InferredLayer } from '../../shared/model/infer'
import type { TensorData } from '../../shared/tensorData'

/** A value of PyTorch's for one of our weights: OIHW to HWIO, [out, in] to [in, out]; all else is the same. */
export function fromTorch(theirs: TensorData, wanted: Shape, layer: InferredLayer, { layers }: Inference): TensorData {
  const { shape, data } = theirs
  if (!(data instanceof Float32Array)) throw new Error('weights are float32')
  if (shape.length === 4)
    return expect({ dtype: 'float32', shape: wanted, data: permuted(data, shape, [2, 3, 1, 0]) }, theirs)
  if (shape.length !== 2) return expect({ dtype: 'float32', shape: wanted, data }, theirs)
  const [units, values] = shape as [number, number]
  let before = layers.get(layer.spec.inputs[0] ?? '')
  // A dropout or an activation between the two changes no order.
  while (before?.definition.type === 'dropout' || before?.definition.type === 'activation')
    before = layers.get(before.spec.inputs[0] ?? '')
  const picture = before?.definition.type === 'flatten' ? before.inputs[0] : undefined
  if (layer.definition.type !== 'dense') throw new Error(`a ${layer.definition.type} has no weight [out, in]`)
  if (picture?.length !== 3)
    return expect({ dtype: 'float32', shape: wanted, data: permuted(data, shape, [1, 0]) }, theirs)
  // PyTorch flattens [c, h, w], we [h, w, c].
  const [height, width, channels] = picture as [number, number, number]
  if (height * width * channels !== values) throw new Error(`${values} values of a picture ${picture}`)
  return expect(
    { dtype: 'float32', shape: wanted, data: permuted(data, [units, channels, height, width], [2, 3, 1, 0]) },
    theirs,
  )
}

/** Elements in the order of permuted axes, as NumPy's `transpose` gives them. */
export function permuted(data: Float32Array, shape: Shape, axes: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1))
  const sizes = axes.map((axis) => shape[axis] as number)
  const steps = axes.map((axis) => strides[axis] as number)
  const result = new Float32Array(data.length)
  const at = sizes.map(() => 0)
  let from = 0
  for (let to = 0; to < result.length; to++) {
    result[to] = data[from] as number
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      at[axis] = (at[axis] as number) + 1
      from += steps[axis] as number
      if ((at[axis] as number) < (sizes[axis] as number)) break
      from -= (at[axis] as number) * (steps[axis] as number)
      at[axis] = 0
    }
  }
  return result
}

function expect(made: TensorData, { shape }: TensorData): TensorData {
  if (elementCount(made.shape) !== made.data.length) throw new Error(`[${shape}] does not make [${made.shape}]`)
  return made
}
