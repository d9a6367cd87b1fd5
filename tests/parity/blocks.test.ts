import { beforeAll, describe, expect, test } from 'vitest'
import { differentiate } from '../../shared/graph/differentiate'
import type { Tensor } from '../../shared/graph/graph'
import { add, mul, sub } from '../../shared/graph/ops/arithmetic'
import { constant } from '../../shared/graph/ops/array'
import { inferNetwork } from '../../shared/model/infer'
import { lowerNetwork, type Move, type SoundLayer } from '../../shared/model/lowerNetwork'
import { goldenBlocks, networkOfBlocks } from '../networks/goldenBlocks'
import { noReference, shared } from '../reference'
import { FedProgram } from './fedProgram'
import { type GoldenCase, goldenCases, goldenTensor } from './golden'
import { variableOf } from './goldenNames'

function addCase(program: FedProgram, golden: GoldenCase): void {
  const { graph } = program
  const ours = goldenBlocks[golden.case]
  if (!ours) throw new Error(`no block for ${golden.case}`)
  const network = networkOfBlocks(ours, golden.tensors.x?.slice(1) as number[])
  const { layers: inferred, order, problems, output } = inferNetwork(network)
  expect(problems).toEqual([])
  const layers = order.map((id) => inferred.get(id) as SoundLayer)
  const variable = (name: string) => variableOf(name, layers, ours.layerOf)
  const arrays = Object.keys(golden.tensors).filter((name) => /^[ws]\./.test(name))
  const weights = new Map(arrays.map((name) => [variable(name), program.feed(goldenTensor(golden, name))]))
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
  const gradients = differentiate(graph, [{ y, dy }], [x, ...learned.map((name) => weight(variable(name)))])
  const compare = (what: string, tensor: Tensor) =>
    program.compare(golden.case, what, tensor, goldenTensor(golden, what))
  compare('y', y)
  compare('dx', gradients[0] as Tensor)
  for (const [k, name] of learned.entries()) compare(name.replace(/^w/, 'd'), gradients[k + 1] as Tensor)
  for (const name of arrays.filter((array) => array.startsWith('s.'))) {
    const before = weight(variable(name))
    const move = moves.find((one) => one.variable === variable(name))
    compare(
      name.replace(/^s/, 'after'),
      move ? add(graph, before, mul(graph, sub(graph, move.target, before), move.rate)) : before,
    )
  }
}

describe.skipIf(!shared)(`parity of the library's blocks${shared ? '' : ` (${noReference})`}`, () => {
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
