import { expect, test } from 'vitest'
import { differentiate } from '../../shared/graph/differentiate'
import { Graph, type Tensor } from '../../shared/graph/graph'
import { constant } from '../../shared/graph/ops/array'
import { asArray, runGraph } from '../runGraph'
import { seededValues } from '../seededValues'
import { aloneContext } from './aloneContext'
import { definitionOf } from './lowerAlone'

const width = 15
const cases: [type: string, config: object][] = [
  ['depthwise-conv2d', { kernel: [1, 3], stride: [1, 2], padding: [0, 1], dilation: [1, 2] }],
  ['separable-conv2d', { filters: 1, kernel: [1, 5], padding: 'valid' }],
  ['image-filter', { filter: 'numbers', numbers: [[1, 2, 3, 4]] }],
  ['option-a-shortcut', { filters: 1, stride: [1, 3] }],
  ['upsampling', { factor: [1, 2] }],
  ['upsampling', { factor: [1, 3], method: 'bilinear' }],
  ['conv2d-transpose', { filters: 1, kernel: [1, 3], stride: [1, 2] }],
  ['conv2d-transpose', { filters: 1, kernel: [1, 4], stride: [1, 2], padding: [0, 1] }],
  ['conv2d-transpose', { filters: 1, kernel: [1, 5], stride: [1, 3], padding: 'valid' }],
  ['adaptive-avg-pool', { size: [1, 5] }],
  ['adaptive-avg-pool', { size: [1, 4] }],
]

/** First and last input pixel that each output pixel of a line depends on: where its gradient is not zero. */
async function supports(type: string, config: object): Promise<[first: number, last: number][]> {
  const definition = definitionOf(type)
  const parsed = definition.schema.parse(config)
  const picture = [1, width, 1]
  const graph = new Graph()
  const x = constant(graph, seededValues(1, width), 'float32', [1, ...picture])
  const weights = new Map<string, Tensor>()
  for (const { name, shape } of definition.weights?.(parsed, [picture]) ?? []) {
    const count = shape.reduce((product, size) => product * size, 1)
    weights.set(name, constant(graph, Array<number>(count).fill(0.5), 'float32', shape))
  }
  const context = aloneContext(graph, { phase: 'inference', frozen: false }, (name) => weights.get(name) as Tensor)
  const y = definition.lower(context, parsed, [x])
  const count = y.shape[2] as number
  const outputs: Record<string, Tensor> = {}
  for (let pixel = 0; pixel < count; pixel++) {
    const chosen = Array.from({ length: count }, (_, k) => (k === pixel ? 1 : 0))
    const [dx] = differentiate(graph, [{ y, dy: constant(graph, chosen, 'float32', [1, 1, count, 1]) }], [x])
    outputs[`d${pixel}`] = dx as Tensor
  }
  const fetched = await runGraph(graph, outputs)
  return Array.from({ length: count }, (_, pixel): [number, number] => {
    const slopes = Array.from(asArray(fetched[`d${pixel}`] as Float32Array))
    return [
      slopes.findIndex((slope) => slope !== 0),
      width - 1 - [...slopes].reverse().findIndex((slope) => slope !== 0),
    ]
  })
}

test.each(cases)(
  'the field of %s %j holds the support of the gradient, and on the average its middle',
  async (type, config) => {
    const definition = definitionOf(type)
    const field = definition.field?.(definition.schema.parse(config), [[1, width, 1]])
    if (!field || field === 'all') throw new Error(`${type} has no field of its own`)
    const { kernel, stride, padding } = field
    const predicted = (pixel: number) => {
      const first = pixel * stride[1] - padding[1]
      return [first, first + kernel[1] - 1] as const
    }
    const found = (await supports(type, config)).map((support, pixel) => ({ support, field: predicted(pixel) }))
    const inside = found.filter(({ field: [first, last] }) => first >= 0 && last <= width - 1)
    expect(inside.length).toBeGreaterThan(1)
    for (const { support, field } of inside) {
      expect(support[0]).toBeGreaterThanOrEqual(Math.floor(field[0] + 1e-9))
      expect(support[1]).toBeLessThanOrEqual(Math.ceil(field[1] - 1e-9))
      expect(support[1] - support[0] + 1).toBeLessThanOrEqual(kernel[1])
    }
    // Where the step is a part of a pixel, the parts of one pixel together.
    const period = Math.max(1, Math.round(1 / stride[1]))
    const whole = inside.slice(0, inside.length - (inside.length % period))
    const middle = (ranges: readonly (readonly [number, number])[]) =>
      ranges.reduce((sum, [first, last]) => sum + first + last, 0) / (2 * ranges.length)
    if (Number.isInteger(stride[1]) || period > 1)
      expect(middle(whole.map(({ support }) => support))).toBeCloseTo(middle(whole.map(({ field }) => field)), 6)
  },
)
