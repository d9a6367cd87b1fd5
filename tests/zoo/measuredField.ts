import { differentiate } from '../../shared/graph/differentiate'
import { Graph, type Tensor } from '../../shared/graph/graph'
import { sum, total } from '../../shared/graph/ops/arithmetic'
import { cast, constant, fill, slice } from '../../shared/graph/ops/array'
import { sign } from '../../shared/graph/ops/functions'
import { inFloat64 } from '../../shared/graph/passes/float64'
import { elementCount } from '../../shared/graph/shape'
import { expandBlocks } from '../../shared/model/blocks'
import { inferNetwork } from '../../shared/model/infer'
import { leadingTo } from '../../shared/model/leadingTo'
import { lowerNetwork, type SoundLayer, weightName } from '../../shared/model/lowerNetwork'
import type { LayerId, LayerSpec, Network } from '../../shared/model/network'
import { type ReceptiveField, receptiveFields } from '../../shared/model/receptiveField'
import { asArray, runGraph } from '../runGraph'

/** Layers that change values but no positions. */
const pointwise = new Set(['activation', 'batch-norm', 'local-response-norm', 'dropout'])

/** Linear and positive all through: no gradient can vanish or cancel. Pools become means of the same windows. */
function skeleton(network: Network): Network {
  const { layers } = expandBlocks(network)
  const source = new Map<LayerId, LayerId>()
  const through = (id: LayerId): LayerId => {
    const before = source.get(id)
    return before === undefined ? id : through(before)
  }
  for (const { id, type, inputs } of layers) if (pointwise.has(type)) source.set(id, inputs[0] as LayerId)
  return {
    layers: layers
      .filter(({ type }) => !pointwise.has(type))
      .map(
        (layer): LayerSpec => ({
          ...layer,
          ...(layer.type === 'max-pool' && { type: 'avg-pool' }),
          inputs: layer.inputs.map(through),
        }),
      ),
  }
}

/**
 * Rows of the input on which one inner output of a layer depends: where its gradient is not zero. In float64, for the outermost rows of
 * a deep network have gradients of 1e-60. `field` is what is expected, from which a picture is chosen that holds it whole.
 */
export async function measuredField(
  build: (input: readonly [number, number, number]) => Network,
  layer: LayerId,
  { size, jump }: ReceptiveField,
  channels: number,
  width = 96,
): Promise<{ expected: ReceptiveField; rows: number; padding: number }> {
  const input = [2 * size[0] + 4 * jump[0] + 64, width, channels] as const
  const inference = inferNetwork(skeleton(build(input)))
  const needed = leadingTo(inference, [layer])
  const layers = inference.order.filter((id) => needed.has(id)).map((id) => inference.layers.get(id) as SoundLayer)

  const graph = new Graph()
  const filled = (shape: readonly number[], value: number) => fill(graph, shape, constant(graph, value))
  const weights = new Map<string, Tensor>()
  for (const { spec, weights: specs } of layers)
    for (const { name, shape } of specs) {
      const [height = 1, width = 1, into = 1] = shape
      const value = name === 'bias' ? 0 : 1 / (height * width * into)
      weights.set(weightName(spec.id, name), filled(shape, value))
    }
  const pictures = filled([1, ...input], 1)
  const y = lowerNetwork({ graph, layers, weight: (name) => weights.get(name) as Tensor }, pictures).get(
    layer,
  ) as Tensor
  const row = Math.floor((y.shape[1] as number) / 2)
  const chosen = slice(graph, y, [0, row, Math.floor((y.shape[2] as number) / 2), 0], [1, 1, 1, -1])
  const { graph: wide, moved } = inFloat64(graph)
  const x = moved(pictures)
  const [dx] = differentiate(
    wide,
    [{ y: total(wide, moved(chosen)), dy: cast(wide, constant(wide, 1), 'float64') }],
    [x],
  )
  const touched = cast(wide, sign(wide, sum(wide, dx as Tensor, [0, 2, 3])), 'float32')
  const found = Array.from(asArray((await runGraph(wide, { touched })).touched))
  if (found.length !== elementCount([input[0]])) throw new Error('the gradient is not as high as the picture')
  const first = found.findIndex((value) => value > 0)
  const last = found.length - 1 - [...found].reverse().findIndex((value) => value > 0)
  // Of this very picture: an adaptive pool, or SAME padding, lies as its size says.
  const expected = receptiveFields(inference).get(layer) as ReceptiveField
  return { expected, rows: last - first + 1, padding: row * expected.jump[0] - first }
}
