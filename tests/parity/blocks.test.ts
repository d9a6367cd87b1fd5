import { beforeAll, describe, expect, test } from 'vitest'
import { differentiate } from '../../shared/graph/differentiate'
import type { Tensor } from '../../shared/graph/graph'
import { add, mul, sub } from '../../shared/graph/ops/arithmetic'
import { constant } from '../../shared/graph/ops/array'
import { inferNetwork } from '../../shared/model/infer'
import { lowerNetwork, type Move, type SoundLayer } from '../../shared/model/lowerNetwork'
import { goldenBlocks } from '../networks/goldenBlocks'
import { Sketch } from '../networks/sketch'
import { noReference, shared } from '../reference'
import { FedProgram } from './fedProgram'
import { type GoldenCase, goldenCases, goldenTensor } from './golden'
import { variableOf } from './goldenNames'

function addCase(program: FedProgram, golden: GoldenCase): void {
  const { graph } = program
  const sketch = new Sketch(golden.case, golden.tensors.x?.slice(1) as number[])
  goldenBlocks[golden.case]?.(sketch)
  const { layers: inferred, order, problems, output } = inferNetwork(sketch.network())
  expect(problems).toEqual([])
  const layers = order.map((id) => inferred.get(id) as SoundLayer)
  const arrays = Object.keys(golden.tensors).filter((name) => /^[ws]\./.test(name))
  const weights = new Map(arrays.map((name) => [variableOf(name, layers), program.feed(goldenTensor(golden, name))]))
  const x = program.feed(goldenTensor(golden, 'x'), true)
  const moves: Move[] = []
  const training = {
    seed: constant(graph, 0, 'int32'),
    step: constant(graph, 0, 'int32'),
    knob: ({ initial }: { initial: number }) => constant(graph, initial),
    move: (move: Move) => void moves.push(move),
  }
  const weight = (name: string) => weights.get(name) as Tensor
  const y = graph.scope(golden.case, () =>
    lowerNetwork({ graph, layers, weight, ...(golden.config.training === true && { training }) }, x).get(
      output as string,
    ),
  ) as Tensor
  const learned = arrays.filter((name) => name.startsWith('w.'))
  const dy = program.feed(goldenTensor(golden, 'dy'), true)
  const gradients = differentiate(graph, [{ y, dy }], [x, ...learned.map((name) => weight(variableOf(name, layers)))])
  const compare = (what: string, tensor: Tensor) =>
    program.compare(golden.case, what, tensor, goldenTensor(golden, what))
  compare('y', y)
  compare('dx', gradients[0] as Tensor)
  for (const [k, name] of learned.entries()) compare(name.replace(/^w/, 'd'), gradients[k + 1] as Tensor)
  for (const name of arrays.filter((array) => array.startsWith('s.'))) {
    const before = weight(variableOf(name, layers))
    const move = moves.find(({ variable }) => variable === variableOf(name, layers))
    compare(
      name.replace(/^s/, 'after'),
      move ? add(graph, before, mul(graph, sub(graph, move.target, before), move.rate)) : before,
    )
  }
}

describe.skipIf(!shared)(`block parity${shared ? '' : ` (${noReference})`}`, () => {
  const all = shared ? goldenCases('block') : []
  const program = new FedProgram()
  beforeAll(async () => {
    for (const golden of all) addCase(program, golden)
    await program.run()
  })

  test.each(all.map(({ case: name }) => name))('%s: forward, gradients, moving averages', (name) =>
    program.expect(name),
  )

  test('all nine are there', () =>
    expect(all.map(({ case: name }) => name).sort()).toEqual(Object.keys(goldenBlocks).sort()))
})
