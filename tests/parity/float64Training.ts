import { type Feed, Session } from '../../main/engine/session'
import { differentiate } from '../../shared/graph/differentiate'
import { Graph, type Tensor } from '../../shared/graph/graph'
import { add, mean, mul, sub } from '../../shared/graph/ops/arithmetic'
import { cast, constant, group, identity, placeholder } from '../../shared/graph/ops/array'
import { sparseSoftmaxCrossEntropy } from '../../shared/graph/ops/loss'
import { inFloat64 } from '../../shared/graph/passes/float64'
import type { Inference } from '../../shared/model/infer'
import { lowerNetwork, type SoundLayer } from '../../shared/model/lowerNetwork'

export interface Float64Training {
  readonly network: Inference
  /** Every array that learns, by its variable's name. */
  readonly weights: ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: ArrayLike<number> }>
  /** uint8 pictures and int32 labels of each step. */
  readonly batches: readonly { readonly images: Uint8Array; readonly labels: Int32Array }[]
  /** The new values of array `name` from its gradient. */
  update(name: string, values: Float64Array, gradient: Float64Array): void
}

/**
 * The training phase of a network and its gradients in float64, the optimizer in JavaScript: what float32 training is an
 * approximation of. A float64 crosses the session's border as two float32 that add up to it.
 */
export async function trainInFloat64({ network, weights, batches, update }: Float64Training) {
  const names = [...weights.keys()]
  const { graph, inputs, outputs } = build(network, weights)
  const session = await Session.open({
    graph,
    initialize: group(graph, [], 'initialize'),
    variables: [],
    signatures: { run: { inputs, outputs } },
  })
  const values = new Map([...weights].map(([name, { data }]) => [name, Float64Array.from(data)]))
  const losses: number[] = []
  try {
    for (const { images, labels } of batches) {
      const feeds: Record<string, Feed> = { pictures: Float32Array.from(images), labels }
      for (const [k, name] of names.entries()) {
        const exact = values.get(name) as Float64Array
        const high = Float32Array.from(exact)
        feeds[`high${k}`] = high
        feeds[`low${k}`] = Float32Array.from(exact, (x, i) => x - (high[i] as number))
      }
      const results = session.call('run', feeds)
      losses.push((results.loss as number) + (results.lossLow as number))
      for (const [k, name] of names.entries()) {
        const low = results[`d${k}Low`] as Float32Array
        const gradient = Float64Array.from(results[`d${k}`] as Float32Array, (x, i) => x + (low[i] as number))
        update(name, values.get(name) as Float64Array, gradient)
      }
    }
  } finally {
    session.close()
  }
  return { losses, values }
}

function build(network: Inference, weights: Float64Training['weights']) {
  const layers = network.order.map((id) => network.layers.get(id) as SoundLayer)
  const narrow = new Graph()
  const { shape } = network.layers.get(network.input as string) as SoundLayer
  const feeds: Record<string, Tensor> = {
    pictures: placeholder(narrow, 'pictures', 'float32', [-1, ...shape]),
    labels: placeholder(narrow, 'labels', 'int32', [-1]),
  }
  const values = new Map<string, Tensor>()
  for (const [k, [name, array]] of [...weights].entries()) {
    const parts = ['high', 'low'].map((part) => placeholder(narrow, `${part}${k}`, 'float32', array.shape)) as [
      Tensor,
      Tensor,
    ]
    feeds[`high${k}`] = parts[0]
    feeds[`low${k}`] = parts[1]
    values.set(name, add(narrow, ...parts))
  }
  const training = {
    seed: constant(narrow, 0, 'int32'),
    step: constant(narrow, 0, 'int32'),
    knob: ({ initial }: { initial: number }) => constant(narrow, initial),
    move: () => undefined,
  }
  const weight = (name: string) => values.get(name) as Tensor
  const pictures = mul(narrow, feeds.pictures as Tensor, 1 / 255)
  const logits = lowerNetwork({ graph: narrow, layers, weight, training }, pictures).get(network.output as string)
  const meanLoss = mean(narrow, sparseSoftmaxCrossEntropy(narrow, logits as Tensor, feeds.labels as Tensor), [0])

  const { graph, moved } = inFloat64(narrow)
  const loss = moved(meanLoss)
  const xs = [...values.values()].map(moved)
  const gradients = differentiate(graph, [{ y: loss, dy: constant(graph, 1, 'float64') }], xs)
  const outputs: Record<string, Tensor> = {}
  for (const [name, tensor] of [['loss', loss], ...gradients.map((d, k) => [`d${k}`, d])] as [string, Tensor][]) {
    const high = cast(graph, tensor, 'float32')
    outputs[name] = identity(graph, high)
    outputs[`${name}Low`] = identity(graph, cast(graph, sub(graph, tensor, cast(graph, high, 'float64')), 'float32'))
  }
  const inputs = Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, moved(tensor)]))
  return { graph, inputs, outputs }
}
