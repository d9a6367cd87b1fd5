import type { Attributes } from '../attribute'
import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import { shapeOf } from './array'
import { expectRank } from './common'
import { overNHWC, type Window, windowOutput } from './window'

export interface Pooling extends Window {
  readonly size: readonly [height: number, width: number]
}

const attributesOf =
  (typed: number) =>
  (inputs: readonly Tensor[], { size, strides, padding }: Pooling): Attributes => ({
    T: { type: (inputs[typed] as Tensor).dtype },
    ksize: { ints: overNHWC(size) },
    strides: { ints: overNHWC(strides) },
    padding: { text: padding },
  })

const pooled = ([x]: readonly Tensor[], { size, strides, padding }: Pooling) => {
  expectRank(x, 4)
  const [batch, height, width, channels] = x.shape as [number, number, number, number]
  return [
    {
      dtype: x.dtype,
      shape: [
        batch,
        windowOutput(height, size[0], strides[0], 1, padding),
        windowOutput(width, size[1], strides[1], 1, padding),
        channels,
      ],
    },
  ]
}

const maxPoolGradOp = defineOp<Pooling>({
  name: 'MaxPoolGrad',
  precision: 'follow',
  infer: ([x]) => [{ dtype: (x as Tensor).dtype, shape: (x as Tensor).shape }],
  attributes: attributesOf(0),
})
const maxPoolOp = defineOp<Pooling>({
  name: 'MaxPool',
  precision: 'follow',
  infer: pooled,
  attributes: attributesOf(0),
  gradient: ({ graph, inputs: [x], outputs: [y], attrs, dy }) => [
    graph.add(maxPoolGradOp, [x as Tensor, y as Tensor, dy], attrs),
  ],
})

/** Largest value of each window of `x` [n, h, w, c]; the gradient of a tie goes to the first. */
export const maxPool = (graph: Graph, x: Tensor, attrs: Pooling): Tensor => graph.add(maxPoolOp, [x], attrs)

const avgPoolGradOp = defineOp<Pooling & { like: Tensor }>({
  name: 'AvgPoolGrad',
  precision: 'follow',
  infer: ([, dy], { like }) => [{ dtype: (dy as Tensor).dtype, shape: like.shape }],
  attributes: attributesOf(1),
})
const avgPoolOp = defineOp<Pooling>({
  name: 'AvgPool',
  precision: 'follow',
  infer: pooled,
  attributes: attributesOf(0),
  gradient: ({ graph, inputs: [x], attrs, dy }) => [
    graph.add(avgPoolGradOp, [shapeOf(graph, x as Tensor), dy], { ...attrs, like: x as Tensor }),
  ],
})

/** Mean of each window of `x` [n, h, w, c]; with SAME the border does not count, as in Keras. */
export const avgPool = (graph: Graph, x: Tensor, attrs: Pooling): Tensor => graph.add(avgPoolOp, [x], attrs)
