import { type ExportLayer, type ExportLayerOf, type ExportModel, weightOf } from '../exportModel'
import { type MadeWeight, withWeights } from '../weightSource'

type Foldable = ExportLayerOf<'conv2d' | 'depthwise-conv2d' | 'separable-conv2d' | 'conv2d-transpose' | 'dense'>

/** The array whose outputs a layer's batch norm scales. */
const kernelOf = (layer: Foldable) => (layer.type === 'separable-conv2d' ? 'pointwise-kernel' : 'kernel')

const isFoldable = (layer: ExportLayer | undefined): layer is Foldable & ExportLayer =>
  layer !== undefined &&
  ['conv2d', 'depthwise-conv2d', 'separable-conv2d', 'conv2d-transpose', 'dense'].includes(layer.type)

/**
 * The model without the batch norms that stand behind a convolution or a dense layer which nothing else reads: kernel times
 * gamma / sqrt(variance + epsilon), bias beta + (bias - mean) times that, in float64 and rounded once. Where a batch norm comes first
 * (pre-activation networks) it stays.
 */
export function foldBatchNorm(model: ExportModel): ExportModel {
  const byId = new Map(model.layers.map((layer) => [layer.id, layer]))
  const readers = new Map<string, number>()
  for (const { inputs } of model.layers) for (const id of inputs) readers.set(id, (readers.get(id) ?? 0) + 1)
  /** Batch norms by the layer that takes them in. */
  const norms = new Map<string, ExportLayerOf<'batch-norm'>>()
  for (const layer of model.layers) {
    if (layer.type !== 'batch-norm') continue
    const before = byId.get(layer.inputs[0] as string)
    if (isFoldable(before) && readers.get(before.id) === 1 && before.id !== model.output) norms.set(before.id, layer)
  }
  const gone = new Map([...norms].map(([before, { id }]) => [id, before]))
  const made = new Map<string, MadeWeight>()
  const without = new Set<string>()
  const layers: ExportLayer[] = []
  for (const layer of model.layers) {
    if (gone.has(layer.id)) continue
    const inputs = layer.inputs.map((id) => gone.get(id) ?? id)
    const norm = norms.get(layer.id)
    if (!norm || !isFoldable(layer)) {
      layers.push({ ...layer, inputs })
      continue
    }
    for (const name of norm.weights) without.add(weightOf(norm, name))
    for (const [name, weight] of foldedWeights(model, layer, norm)) made.set(weightOf(layer, name), weight)
    const weights = layer.weights.includes('bias') ? layer.weights : [...layer.weights, 'bias']
    layers.push({ ...layer, inputs, weights, config: { ...layer.config, bias: true } } as ExportLayer)
  }
  return {
    ...model,
    layers,
    output: gone.get(model.output) ?? model.output,
    weights: withWeights(model.weights, made, without),
  }
}

function foldedWeights(
  { weights }: ExportModel,
  layer: Foldable & ExportLayer,
  norm: ExportLayerOf<'batch-norm'>,
): [string, MadeWeight][] {
  const channels = norm.shape.at(-1) as number
  const read = async (name: string, otherwise: number) =>
    norm.weights.includes(name) ? await weights.read(weightOf(norm, name)) : new Float32Array(channels).fill(otherwise)
  const factors = async (): Promise<Float64Array> => {
    const [gamma, variance] = [await read('gamma', 1), await read('moving-variance', 1)]
    return Float64Array.from(gamma, (g, c) => g / Math.sqrt((variance[c] as number) + norm.config.epsilon))
  }
  const kernel = kernelOf(layer)
  const shape = weights.shapes.get(weightOf(layer, kernel)) as readonly number[]
  // Values in a row that belong to one output channel: of a transposed convolution the input channels lie behind it.
  const run = layer.type === 'conv2d-transpose' ? (shape[3] as number) : 1
  return [
    [
      kernel,
      {
        shape,
        async make() {
          const [values, scale] = [await weights.read(weightOf(layer, kernel)), await factors()]
          const folded = new Float32Array(values.length)
          for (let i = 0; i < folded.length; i++)
            folded[i] = (values[i] as number) * (scale[Math.floor(i / run) % channels] as number)
          return folded
        },
      },
    ],
    [
      'bias',
      {
        shape: [channels],
        async make() {
          const [beta, mean, scale] = [await read('beta', 0), await read('moving-mean', 0), await factors()]
          const bias = layer.weights.includes('bias') ? await weights.read(weightOf(layer, 'bias')) : undefined
          return Float32Array.from(beta, (b, c) => b + ((bias?.[c] ?? 0) - (mean[c] as number)) * (scale[c] as number))
        },
      },
    ],
  ]
}
