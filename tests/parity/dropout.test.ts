import { beforeAll, describe, test } from 'vitest'
import type { Fetched } from '../../main/engine/session'
import { Graph, type Tensor } from '../../shared/graph/graph'
import { constant } from '../../shared/graph/ops/array'
import { rewrite } from '../../shared/graph/passes/rewrite'
import { dropout } from '../../shared/layers/dropout'
import type { Phase } from '../../shared/layers/lowering'
import { aloneContext } from '../layers/aloneContext'
import { noReference, shared } from '../reference'
import { runGraph } from '../runGraph'
import { expectClose, type GoldenCase, goldenCases, goldenTensor } from './golden'

/** The layer's output for the golden input, where the numbers it draws are replaced by such as give the golden mask. */
async function run(golden: GoldenCase, phase: Phase, config: object): Promise<Fetched> {
  const graph = new Graph()
  const { data, shape } = goldenTensor(golden, 'x')
  const x = constant(graph, data, 'float32', shape)
  const context = aloneContext(graph, { phase, frozen: false }, () => x)
  const y = dropout.lower(context, dropout.schema.parse(config), [x])
  const replaced = rewrite(graph, (to, { op }, inputs, copy): readonly Tensor[] | ReturnType<typeof copy> => {
    if (op.name !== 'StatelessRandomUniform') return copy(inputs)
    const mask = goldenTensor(golden, 'mask')
    return [
      constant(
        to,
        (mask.data as Float32Array).map((kept) => (kept ? 0.9 : 0.1)),
        'float32',
        mask.shape,
      ),
    ]
  })
  return (await runGraph(replaced.graph, { y: replaced.moved(y) })).y
}

describe.skipIf(!shared)(`dropout parity${shared ? '' : ` (${noReference})`}`, () => {
  const cases = new Map<string, GoldenCase>()
  beforeAll(() => {
    for (const golden of goldenCases('dropout')) cases.set(golden.case, golden)
  })

  test.each<[string, Phase, object]>([
    ['dropout-inverted', 'train', { rate: 0.3 }],
    ['dropout-book', 'inference', { rate: 0.5, scaling: 'inference' }],
  ])('%s', async (name, phase, config) => {
    const golden = cases.get(name) as GoldenCase
    const y = await run(golden, phase, config)
    expectClose(name, y as Float32Array, goldenTensor(golden, 'y').data)
  })
})
