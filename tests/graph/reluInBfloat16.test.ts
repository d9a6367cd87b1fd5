import { expect, test } from 'vitest'
import { differentiate } from '../../shared/graph/differentiate'
import { Graph, type Tensor } from '../../shared/graph/graph'
import { cast, constant } from '../../shared/graph/ops/array'
import { relu } from '../../shared/graph/ops/functions'
import { asArray, runGraph } from '../runGraph'

// All of them have an exact bfloat16.
const xs = [-Infinity, -3, -2e-38, -0, 0, 2e-38, 0.5, 3, Infinity]
const dys = [1, -2, 3, -0.25, 5, -6, 7, Number.NaN, -9]

test("ReLU's gradient in bfloat16, which goes by the bits, is float32's", async () => {
  const graph = new Graph()
  const [x, dy] = [constant(graph, xs.map(Math.fround)), constant(graph, dys)]
  const gradient = (dtype: 'float32' | 'bfloat16') => {
    const input = cast(graph, x, dtype)
    const seed = { y: relu(graph, input), dy: cast(graph, dy, dtype) }
    return cast(graph, differentiate(graph, [seed], [input])[0] as Tensor, 'float32')
  }
  const { narrow, wide } = await runGraph(graph, { narrow: gradient('bfloat16'), wide: gradient('float32') })
  const all = Array.from(asArray(narrow))
  expect(all).toHaveLength(xs.length)
  // 0 for minus 0 or the other way round is the same here.
  expect(all.map((value) => value + 0)).toEqual(Array.from(asArray(wide)).map((value) => value + 0))
  expect(all.slice(-3)).toEqual([7, Number.NaN, -9])
})
