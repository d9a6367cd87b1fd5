import { beforeAll, describe, expect, test } from 'vitest'
import type { Fetched } from '../../main/engine/session'
import { Session } from '../../main/engine/session'
import { differentiate } from '../../shared/graph/differentiate'
import { Graph, type Tensor } from '../../shared/graph/graph'
import { div } from '../../shared/graph/ops/arithmetic'
import { constant, fillLike, oneHot } from '../../shared/graph/ops/array'
import { Variables } from '../../shared/graph/variables'
import { Loss, type LossParts, lossOf, targetLossOf } from '../../shared/training/losses'
import { coupledDecay } from '../../shared/training/optimizers/weightDecay'
import { noReference, shared } from '../reference'
import { asArray, runGraph } from '../runGraph'
import { expectClose, type GoldenCase, goldenCases, goldenTensor } from './golden'

const multiLabel = 'Layerloom has no loss for several labels an image yet'
const regression = 'Layerloom trains no regression yet'
/** Cases that are not run, each with its reason. */
const notRun: Readonly<Record<string, string>> = {
  'ce-ignore': 'every image has a label; there is no number for "ignore"',
  'bce-logits': multiLabel,
  'bce-logits-pos-weight': multiLabel,
  'bce-logits-smoothing': multiLabel,
  'focal-sigmoid': multiLabel,
  mae: regression,
  huber: regression,
  'smooth-l1-beta0.5': regression,
  'kl-divergence': 'Layerloom distils no networks yet',
}

interface GoldenConfig {
  readonly label_smoothing?: number
  readonly class_weights?: readonly number[]
  readonly reduction?: string
}

function lossFor({ case: name, config }: GoldenCase): Loss {
  if (name === 'mse') return Loss.parse({ name: 'mean-squared-error', of: 'outputs' })
  const { label_smoothing, class_weights, reduction } = config as GoldenConfig
  return Loss.parse({
    name: 'softmax-cross-entropy',
    ...(label_smoothing && { labelSmoothing: label_smoothing }),
    ...(class_weights && { classWeights: { weights: class_weights, convention: reduction?.split(' ')[0] } }),
  })
}

/** The loss as a case wants it, and its gradient. */
function lossAndGradient(graph: Graph, { config }: GoldenCase, logits: Tensor, parts: LossParts) {
  const isSum = (config as GoldenConfig).reduction === 'none'
  const [loss, seed] = isSum
    ? [parts.perExample, { y: parts.perExample, dy: fillLike(graph, parts.perExample, constant(graph, 1)) }]
    : [div(graph, parts.numerator, parts.denominator), { y: parts.numerator, dy: div(graph, 1, parts.denominator) }]
  const [gradient] = differentiate(graph, [seed], [logits])
  return { loss, gradient: gradient as Tensor }
}

describe.skipIf(!shared)(`loss parity${shared ? '' : ` (${noReference})`}`, () => {
  const all = shared ? goldenCases('loss') : []
  const run = all.filter(({ case: name }) => !notRun[name])
  let results: Record<string, Fetched> = {}

  beforeAll(async () => {
    const graph = new Graph()
    const outputs: Record<string, Tensor> = {}
    const add = (name: string, golden: GoldenCase, build: (logits: Tensor, classes: number) => LossParts) => {
      const { data, shape } = goldenTensor(golden, 'logits')
      const logits = constant(graph, data, 'float32', shape)
      const { loss, gradient } = lossAndGradient(graph, golden, logits, build(logits, shape[1] as number))
      outputs[`${name} loss`] = loss
      outputs[`${name} gradient`] = gradient
    }
    for (const golden of run) {
      const loss = lossFor(golden)
      if (golden.tensors.targets) {
        const { data, shape } = goldenTensor(golden, 'targets')
        const targets = constant(graph, data, 'float32', shape)
        add(`${golden.case} targets`, golden, (logits) => targetLossOf(loss)(graph, logits, targets))
      } else {
        const labels = constant(graph, goldenTensor(golden, 'labels').data, 'int32')
        add(`${golden.case} labels`, golden, (logits, classes) => lossOf(loss)(graph, logits, labels, classes))
        add(`${golden.case} targets`, golden, (logits, classes) =>
          targetLossOf(loss)(graph, logits, oneHot(graph, labels, classes)),
        )
      }
    }
    results = await runGraph(graph, outputs)
  })

  test('every case is run or has a reason', () => {
    expect(all.length).toBe(19)
    expect(run.length).toBe(all.length - Object.keys(notRun).length)
  })

  const ways = run.flatMap((golden) =>
    golden.tensors.targets
      ? [[`${golden.case} targets`, golden] as const]
      : [[`${golden.case} labels`, golden] as const, [`${golden.case} targets`, golden] as const],
  )
  test.each(ways)('%s', (name, golden) => {
    expectClose('loss', asArray(results[`${name} loss`] as Fetched), goldenTensor(golden, 'loss').data)
    expectClose('gradient', asArray(results[`${name} gradient`] as Fetched), goldenTensor(golden, 'dlogits').data)
  })
})

describe.skipIf(!shared)(`regularizer parity${shared ? '' : ` (${noReference})`}`, () => {
  // penalty_keras, a sum(w^2), is what Keras adds to the loss that it shows; ours is the loss alone.
  const cases = shared ? goldenCases('regularizer') : []

  test('is the one case known here', () => expect(cases.map(({ case: name }) => name)).toEqual(['l2-penalty']))

  test.each(cases.map((golden) => [golden.case, golden] as const))('%s', async (_, golden) => {
    const amount = golden.config.l2 as number
    const { data, shape } = goldenTensor(golden, 'w')
    const graph = new Graph()
    const variables = new Variables(graph)
    const w = variables.add({
      name: 'w',
      dtype: 'float32',
      shape,
      role: 'weight',
      initial: (g) => constant(g, data, 'float32', shape),
    })
    const none = fillLike(graph, w.value, constant(graph, 0))
    const session = await Session.open({
      graph,
      initialize: variables.initialize(),
      variables: variables.list(),
      signatures: {
        run: {
          inputs: {},
          outputs: { keras: coupledDecay(graph, w, none, 2 * amount), pytorch: coupledDecay(graph, w, none, amount) },
        },
      },
    })
    const { keras, pytorch } = session.call('run')
    session.close()
    expectClose('Keras l2', asArray(keras as Fetched), goldenTensor(golden, 'grad_keras').data)
    expectClose(
      'PyTorch weight_decay',
      asArray(pytorch as Fetched),
      goldenTensor(golden, 'grad_pytorch_weight_decay').data,
    )
  })
})
