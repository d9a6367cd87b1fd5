import { describe, expect, test } from 'vitest'
import { differentiate } from './differentiate'
import { Graph } from './graph'
import { add, matMul, mul, total } from './ops/arithmetic'
import { cast, constant, placeholder, reshape, shapeOf } from './ops/array'
import { conv2d } from './ops/convolution'
import { relu, square } from './ops/functions'
import { batchNormTraining } from './ops/normalization'
import { stayWide } from './ops/stayWide'
import { liveNodes } from './passes/liveNodes'
import { mixedPrecision } from './passes/mixedPrecision'
import { printNodes } from './print'

describe('Graph', () => {
  test('equal constants share one node, also from different scopes', () => {
    const graph = new Graph()
    const first = graph.scope('a', () => constant(graph, [1, 2]))
    expect(graph.scope('b', () => constant(graph, [1, 2]))).toBe(first)
    expect(constant(graph, [1, 2], 'int32')).not.toBe(first)
    expect(constant(graph, [1, 2], 'float32', [2, 1])).not.toBe(first)
  })

  test('names are unique and carry their scope', () => {
    const graph = new Graph()
    const x = placeholder(graph, 'x', 'float32', [2])
    const names = [1, 2].map(() => graph.scope('block', () => relu(graph, x).node.name))
    expect(names).toEqual(['block/Relu', 'block/Relu_1'])
  })

  test('a misfit names the op, its inputs and the cause', () => {
    const graph = new Graph()
    const x = placeholder(graph, 'x', 'float32', [-1, 3])
    expect(() => graph.scope('dense_1', () => matMul(graph, x, constant(graph, [1, 2], 'float32', [2, 1])))).toThrow(
      'dense_1/MatMul(float32[-1,3], float32[2,1]): inner sizes 3 and 2 differ',
    )
  })
})

describe('differentiate', () => {
  test('sums the ways by which a tensor reaches the loss, and visits each node once', () => {
    const graph = new Graph()
    const x = placeholder(graph, 'x', 'float32', [3])
    const y = total(graph, add(graph, square(graph, x), mul(graph, x, x)))
    const before = graph.nodes.length
    const [dx] = differentiate(graph, [{ y, dy: constant(graph, 1) }], [x])
    expect(dx?.shape).toEqual([3])
    const added = graph.nodes.slice(before).map(({ op }) => op.name)
    expect(added.filter((name) => name === 'AddN')).toHaveLength(1)
  })

  test('is undefined for what does not reach the loss, and asks no gradient of what is not wanted', () => {
    const graph = new Graph()
    const picture = placeholder(graph, 'picture', 'float32', [-1, 8, 8, 3])
    const kernel = placeholder(graph, 'kernel', 'float32', [3, 3, 3, 4])
    const other = placeholder(graph, 'other', 'float32', [2])
    const y = total(graph, conv2d(graph, picture, kernel, { strides: [1, 1], dilations: [1, 1], padding: 'SAME' }))
    const [dKernel, dOther] = differentiate(graph, [{ y, dy: constant(graph, 1) }], [kernel, other])
    expect(dKernel?.shape).toEqual([3, 3, 3, 4])
    expect(dOther).toBeUndefined()
    expect(graph.nodes.some(({ op }) => op.name === 'Conv2DBackpropInput')).toBe(false)
  })
})

describe('passes', () => {
  test('liveNodes keeps what the roots need, in order', () => {
    const graph = new Graph()
    const x = placeholder(graph, 'x', 'float32', [])
    const used = relu(graph, x)
    square(graph, x)
    expect(liveNodes(graph.nodes, [used.node]).map(({ name }) => name)).toEqual(['x', 'Relu'])
  })

  test('mixedPrecision: convolution to activation in bfloat16, statistics and loss in float32, one cast a weight', () => {
    const graph = new Graph()
    const x = placeholder(graph, 'x', 'float32', [-1, 4, 4, 2])
    const kernel = placeholder(graph, 'kernel', 'float32', [1, 1, 2, 2])
    const [gamma, beta] = [constant(graph, [1, 1]), constant(graph, [0, 0])]
    const how = { strides: [1, 1], dilations: [1, 1], padding: 'VALID' } as const
    const first = conv2d(graph, x, kernel, how)
    const norm = batchNormTraining(graph, first, gamma, beta, 1e-3)
    const second = conv2d(graph, relu(graph, norm.y), kernel, how)
    const loss = total(graph, cast(graph, second, 'float32'))
    const { graph: mixed, moved } = mixedPrecision(graph)
    expect(moved(norm.y).dtype).toBe('bfloat16')
    expect(moved(norm.mean).dtype).toBe('float32')
    expect(moved(second).dtype).toBe('bfloat16')
    expect(moved(loss).dtype).toBe('float32')
    expect(mixed.nodes.filter(({ op, inputs }) => op.name === 'Cast' && inputs[0] === moved(kernel))).toHaveLength(1)
  })

  test('mixedPrecision: asking a tensor for its sizes does not widen it', () => {
    const graph = new Graph()
    const x = placeholder(graph, 'x', 'float32', [-1, 2])
    const low = matMul(graph, x, constant(graph, [1, 0, 0, 1], 'float32', [2, 2]))
    const sizes = shapeOf(graph, low)
    const { graph: rewritten, moved } = mixedPrecision(graph)
    expect(moved(sizes).node.inputs[0]?.dtype).toBe('bfloat16')
    expect(rewritten.nodes.filter(({ op }) => op.name === 'Cast')).toHaveLength(2)
  })

  test('mixedPrecision: stayWide brings what follows it back to float32', () => {
    const graph = new Graph()
    const x = placeholder(graph, 'x', 'float32', [-1, 2])
    const low = matMul(graph, x, constant(graph, [1, 0, 0, 1], 'float32', [2, 2]))
    const wide = square(graph, stayWide(graph, low))
    const { moved } = mixedPrecision(graph)
    expect([moved(low).dtype, moved(wide).dtype]).toEqual(['bfloat16', 'float32'])
  })
})

test('a graph prints one readable line a node', () => {
  const graph = new Graph()
  const x = placeholder(graph, 'x', 'float32', [-1, 2])
  const y = reshape(graph, relu(graph, x), [-1, 2, 1])
  expect(printNodes(liveNodes(graph.nodes, [y.node]))).toBe(`x = Placeholder() {shape: -1 2} : float32[-1,2]
Relu = Relu(x) : float32[-1,2]
Const = Const() {value: [3] -1 2 1} : int32[3]
Reshape = Reshape(Relu, Const) : float32[-1,2,1]
`)
})
