import { beforeAll, describe, expect, test } from 'vitest'
import { differentiate } from '../../shared/graph/differentiate'
import type { Tensor } from '../../shared/graph/graph'
import { add, mul, sub } from '../../shared/graph/ops/arithmetic'
import { constant } from '../../shared/graph/ops/array'
import { batchNorm } from '../../shared/layers/batch-norm'
import { aloneContext, nothingAsked } from '../layers/aloneContext'
import { noReference, shared } from '../reference'
import { FedProgram } from './fedProgram'
import { type GoldenCase, goldenCases, goldenTensor } from './golden'

interface GoldenConfig {
  readonly convention: 'pytorch' | 'keras'
  readonly training: boolean
  readonly frozen?: boolean
  readonly momentum: number | null
  readonly epsilon: number
}
interface FusedConfig {
  readonly epsilon: number
  readonly exponential_avg_factor?: number
  readonly is_training: boolean
}

interface Stand {
  readonly phase: 'train' | 'inference'
  readonly frozen: boolean
}

/** Our configuration of a case, and how the layer stands in it. */
function ours({ kind, config }: GoldenCase): { config: object; stand: Stand } {
  if (kind === 'tf_fused_batch_norm_v3') {
    const { epsilon, exponential_avg_factor: factor = 1, is_training } = config as unknown as FusedConfig
    return { config: { momentum: 1 - factor, epsilon }, stand: { phase: 'train', frozen: !is_training } }
  }
  const { convention, training, frozen = false, momentum, epsilon } = config as unknown as GoldenConfig
  const settings =
    convention === 'keras'
      ? { momentum, movingVariance: 'biased' }
      : { momentum: momentum === null ? null : 1 - momentum, movingVariance: 'unbiased' }
  return { config: { ...settings, epsilon }, stand: { phase: training || frozen ? 'train' : 'inference', frozen } }
}

type State = ReadonlyMap<string, Tensor>

/** One step: y, the gradients, and the state after it. */
function step(program: FedProgram, golden: GoldenCase, x: Tensor, dy: Tensor, state: State) {
  const { graph } = program
  const { config, stand } = ours(golden)
  const asked = nothingAsked()
  const context = aloneContext(graph, stand, (name) => state.get(name) as Tensor, asked)
  const y = batchNorm.lower(context, batchNorm.schema.parse(config), [x])
  const [dx, dgamma, dbeta] = differentiate(
    graph,
    [{ y, dy }],
    [x, state.get('gamma') as Tensor, state.get('beta') as Tensor],
  )
  const after = new Map(state)
  for (const [name, { target, rate }] of asked.moves) {
    const before = state.get(name) as Tensor
    after.set(name, add(graph, before, mul(graph, sub(graph, target, before), rate)))
  }
  return { named: { y, dx, dgamma, dbeta }, after }
}

function addCase(program: FedProgram, golden: GoldenCase): void {
  const feed = (name: string, anyBatch = false) => program.feed(goldenTensor(golden, name), anyBatch)
  let state: State = new Map([
    ['gamma', feed('gamma')],
    ['beta', feed('beta')],
    ['moving-mean', feed('running_mean')],
    ['moving-variance', feed('running_variance')],
    ['batch-count', constant(program.graph, 0)],
  ])
  const dy = feed('dy', true)
  const isFused = golden.kind === 'tf_fused_batch_norm_v3'
  for (const turn of isFused ? [1] : [1, 2]) {
    const suffix = turn === 1 ? '' : '2'
    const { named, after } = step(program, golden, feed(`x${suffix}`, true), dy, state)
    const compare = (what: string, tensor: Tensor) =>
      program.compare(golden.case, what, tensor, goldenTensor(golden, what))
    for (const [name, tensor] of Object.entries(named)) compare(`${name}${suffix}`, tensor as Tensor)
    state = after
    const statistics = isFused
      ? ['batch_mean', 'batch_variance']
      : [`running_mean_after${turn}`, `running_variance_after${turn}`]
    for (const [k, name] of statistics.entries())
      if (golden.tensors[name]) compare(name, state.get(k === 0 ? 'moving-mean' : 'moving-variance') as Tensor)
  }
}

describe.skipIf(!shared)(`batch norm parity${shared ? '' : ` (${noReference})`}`, () => {
  const all = shared ? goldenCases('batch_norm', 'tf_fused_batch_norm_v3') : []
  const program = new FedProgram()
  beforeAll(async () => {
    for (const golden of all) addCase(program, golden)
    await program.run()
  })

  test.each(all.map(({ case: name }) => name))('%s: forward, gradients and moving averages of each step', (name) =>
    program.expect(name),
  )

  test('all ten cases are there', () => expect(all.length).toBe(10))
})
