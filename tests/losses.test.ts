import { describe, expect, test } from 'vitest'
import { differentiate } from '../shared/graph/differentiate'
import { Graph, type Tensor } from '../shared/graph/graph'
import { div, matMul } from '../shared/graph/ops/arithmetic'
import { constant } from '../shared/graph/ops/array'
import { mixedPrecision } from '../shared/graph/passes/mixedPrecision'
import { Loss, lossDefinitions, lossOf, targetLossOf } from '../shared/training/losses'
import { asArray, runGraph } from './runGraph'

const logits = [
  [1.5, -0.5, 0.25],
  [-2, 0.5, 1],
]
const labels = [2, 0]
const tensors = (graph: Graph) => ({
  y: constant(graph, logits.flat(), 'float32', [2, 3]),
  labels: constant(graph, labels, 'int32'),
})

/** The mean squared error of softmaxes and one-hot rows, by the book. */
function brier(rows: readonly (readonly number[])[]): number {
  const errors = rows.flatMap((row, n) => {
    const powers = row.map(Math.exp)
    const all = powers.reduce((a, b) => a + b)
    return powers.map((power, k) => (power / all - (labels[n] === k ? 1 : 0)) ** 2)
  })
  return errors.reduce((a, b) => a + b) / errors.length
}

describe('mean squared error of the softmax', () => {
  test('has the value and the slope that the formula has', async () => {
    const graph = new Graph()
    const { y, labels } = tensors(graph)
    const parts = lossOf(Loss.parse({ name: 'mean-squared-error' }))(graph, y, labels, 3)
    const [slope] = differentiate(graph, [{ y: parts.numerator, dy: div(graph, 1, parts.denominator) }], [y])
    const results = await runGraph(graph, {
      loss: div(graph, parts.numerator, parts.denominator),
      slope: slope as Tensor,
    })
    expect(results.loss).toBeCloseTo(brier(logits), 6)
    logits.flat().forEach((_, at) => {
      const moved = (by: number) => brier(logits.map((row, n) => row.map((x, k) => (3 * n + k === at ? x + by : x))))
      expect(asArray(results.slope)[at]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 6)
    })
  })
})

describe('class weights', () => {
  const weighted = (convention: string) =>
    Loss.parse({ name: 'softmax-cross-entropy', classWeights: { convention, weights: [2, 1, 5] } })

  test('that are not one for each class are a problem with a remedy', () => {
    const graph = new Graph()
    const { y, labels } = tensors(graph)
    const short = Loss.parse({ name: 'softmax-cross-entropy', classWeights: { weights: [1, 2] } })
    const message = 'the loss has 2 class weights for 3 classes; give one weight for each class, in their order'
    expect(() => lossOf(short)(graph, y, labels, 3)).toThrow(message)
    expect(() => targetLossOf(short)(graph, y, y)).toThrow(message)
  })

  test('divide by the weights of the labels (PyTorch) or by the number of images (Keras)', async () => {
    const graph = new Graph()
    const { y, labels } = tensors(graph)
    const results = await runGraph(graph, {
      pytorch: lossOf(weighted('pytorch'))(graph, y, labels, 3).denominator,
      keras: lossOf(weighted('keras'))(graph, y, labels, 3).denominator,
      // Half of class 0, half of class 1; all of class 2.
      soft: targetLossOf(weighted('pytorch'))(graph, y, constant(graph, [0.5, 0.5, 0, 0, 0, 1], 'float32', [2, 3]))
        .denominator,
    })
    expect(results).toEqual({ pytorch: 7, keras: 2, soft: 6.5 })
  })
})

describe('under mixed precision', () => {
  const configurations: object[] = [
    ...lossDefinitions.map(({ name }) => ({ name })),
    { name: 'mean-squared-error', of: 'outputs' },
    { name: 'softmax-cross-entropy', labelSmoothing: 0.1, classWeights: { convention: 'pytorch', weights: [1, 2, 3] } },
  ]
  test.each(configurations)('%j is computed in float32 though the logits are bfloat16', (configuration) => {
    const graph = new Graph()
    const { y, labels } = tensors(graph)
    const logits = matMul(graph, y, constant(graph, [1, 0, 0, 0, 1, 0, 0, 0, 1], 'float32', [3, 3]))
    const before = new Set(graph.nodes)
    const parts = lossOf(Loss.parse(configuration))(graph, logits, labels, 3)
    const { moved } = mixedPrecision(graph)
    expect(moved(logits).dtype).toBe('bfloat16')
    for (const node of graph.nodes.filter((each) => !before.has(each)))
      for (const output of node.outputs) expect(moved(output).dtype, node.name).not.toBe('bfloat16')
    expect(moved(parts.numerator).dtype).toBe('float32')
  })
})
