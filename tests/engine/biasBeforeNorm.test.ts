import { expect, test } from 'vitest'
import { Session } from '../../main/engine/session'
import { differentiate } from '../../shared/graph/differentiate'
import { Graph, type Tensor } from '../../shared/graph/graph'
import { mul, total } from '../../shared/graph/ops/arithmetic'
import { constant, group, placeholder } from '../../shared/graph/ops/array'
import { biasAdd, conv2d } from '../../shared/graph/ops/convolution'
import { batchNormTraining } from '../../shared/graph/ops/normalization'
import { biasBeforeNorm } from '../../shared/graph/passes/biasBeforeNorm'
import type { Rewritten } from '../../shared/graph/passes/rewrite'

const random = (count: number, seed: number) =>
  Float32Array.from({ length: count }, (_, k) => Math.sin(seed + k * 12.9898) * 1.7 + Math.cos(k * 0.7))
const feeds = {
  x: random(3 * 6 * 6 * 2, 1),
  kernel: random(3 * 3 * 2 * 4, 2),
  bias: random(4, 3),
  weights: random(3 * 6 * 6 * 4, 4),
}

function build(pass: (graph: Graph) => Rewritten, share: boolean) {
  const old = new Graph()
  const inputs = {
    x: placeholder(old, 'x', 'float32', [-1, 6, 6, 2]),
    kernel: placeholder(old, 'kernel', 'float32', [3, 3, 2, 4]),
    bias: placeholder(old, 'bias', 'float32', [4]),
    weights: placeholder(old, 'weights', 'float32', [-1, 6, 6, 4]),
  }
  const how = { strides: [1, 1], dilations: [1, 1], padding: 'SAME' } as const
  const biased = biasAdd(old, conv2d(old, inputs.x, inputs.kernel, how), inputs.bias)
  const norm = batchNormTraining(old, biased, constant(old, [1, 2, 3, 4]), constant(old, [0, 1, 0, 1]), 1e-3)
  const loss = total(old, mul(old, share ? mul(old, norm.y, biased) : norm.y, inputs.weights))
  const { graph, moved } = pass(old)
  const [kernel] = differentiate(graph, [{ y: moved(loss), dy: constant(graph, 1) }], [moved(inputs.kernel)])
  return {
    graph,
    variables: [],
    initialize: group(graph, [], 'initialize'),
    signatures: {
      run: {
        inputs: Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, moved(tensor)])),
        outputs: { y: moved(norm.y), mean: moved(norm.mean), variance: moved(norm.variance), kernel: kernel as Tensor },
      },
    },
  }
}
const plain = (graph: Graph): Rewritten => ({ graph, moved: (tensor) => tensor, movedNode: (node) => node })

async function run(pass: (graph: Graph) => Rewritten, share = false) {
  const session = await Session.open(build(pass, share))
  const results = session.call('run', feeds) as Record<string, Float32Array>
  session.close()
  return results
}
const ops = (graph: Graph) => graph.nodes.filter(({ op }) => op.name === 'BiasAdd').length

test('a batch norm without the bias in front of it gives the same result, statistics and kernel gradient', async () => {
  expect(ops(build(biasBeforeNorm, false).graph)).toBe(0)
  const [before, after] = [await run(plain), await run(biasBeforeNorm)]
  for (const [name, values] of Object.entries(before)) {
    const largest = Math.max(...values.map(Math.abs))
    const worst = Math.max(...values.map((value, k) => Math.abs(value - (after[name]?.[k] as number))))
    expect(worst / largest, name).toBeLessThan(1e-5)
  }
})

test('a bias that something else reads too stays', () => {
  expect(ops(build(biasBeforeNorm, true).graph)).toBe(1)
})
