import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import { constant, type Paddings } from './array'

interface Mirror {
  readonly paddings: Paddings
}

const attributes = ([x]: readonly Tensor[]) =>
  ({
    T: { type: (x as Tensor).dtype },
    Tpaddings: { type: 'int32' },
    mode: { text: 'REFLECT' },
  }) as const

/** Sizes with the paddings added (`way` 1) or taken away (-1). */
const widened = ({ shape }: Tensor, { paddings }: Mirror, way: 1 | -1) =>
  shape.map((size, axis) => {
    const [before, after] = paddings[axis] as readonly [number, number]
    return size < 0 ? size : size + way * (before + after)
  })

const gradOp = defineOp<Mirror>({
  name: 'MirrorPadGrad',
  precision: 'follow',
  infer: ([dy], attrs) => [{ dtype: (dy as Tensor).dtype, shape: widened(dy as Tensor, attrs, -1) }],
  attributes,
})
const op = defineOp<Mirror>({
  name: 'MirrorPad',
  precision: 'follow',
  infer: ([x], attrs) => {
    const { shape } = x as Tensor
    if (
      attrs.paddings.some(
        (sides, axis) => (shape[axis] as number) >= 0 && Math.max(...sides) >= (shape[axis] as number),
      )
    )
      throw new Error(`[${shape}] is too small to be mirrored by [${attrs.paddings}]`)
    return [{ dtype: (x as Tensor).dtype, shape: widened(x as Tensor, attrs, 1) }]
  },
  attributes,
  gradient: ({ graph, inputs: [, widths], attrs, dy }) => [graph.add(gradOp, [dy, widths as Tensor], attrs), undefined],
})

/** `x` continued as in a mirror that stands on its outermost pixels (c b | a b c | b a), `[before, after]` an axis. */
export const mirrorPad = (graph: Graph, x: Tensor, paddings: Paddings): Tensor =>
  graph.add(op, [x, constant(graph, paddings.flat(), 'int32', [paddings.length, 2])], { paddings })
