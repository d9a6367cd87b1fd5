import { describe, expect, test } from 'vitest'
import { type Fetched, Session } from '../main/engine/session'
import { Graph } from '../shared/graph/graph'
import { constant } from '../shared/graph/ops/array'
import type { TensorData } from '../shared/tensorData'
import { Optimizer } from '../shared/training/optimizers'
import { Clip, clipGradients, globalNorm } from '../shared/training/optimizers/clip'
import { optimizerProgram, type Trial } from './parity/optimizerProgram'
import { asArray, runGraph } from './runGraph'

const vector = (...values: number[]): TensorData => ({
  dtype: 'float32',
  shape: [values.length],
  data: Float32Array.of(...values),
})

describe('gradient clipping', () => {
  // Norms 5 and 12, together 13.
  const gradients = [
    [3, -4],
    [0, 12, 0],
  ]
  const cases: [what: string, clip: object, wanted: number[][]][] = [
    [
      'by value',
      { by: 'value', limit: 3.5 },
      [
        [3, -3.5],
        [0, 3.5, 0],
      ],
    ],
    [
      'by the norm of each',
      { by: 'norm', limit: 6 },
      [
        [3, -4],
        [0, 6, 0],
      ],
    ],
    [
      'by the norm of all, Keras',
      { by: 'global-norm', limit: 6.5 },
      [
        [1.5, -2],
        [0, 6, 0],
      ],
    ],
    ['by a norm that is not reached', { by: 'global-norm', limit: 13 }, gradients],
    [
      'by the norm of all, PyTorch',
      { by: 'global-norm', limit: 6.5, convention: 'pytorch' },
      [
        [1.5, -2],
        [0, 6, 0],
      ],
    ],
  ]
  test.each(cases)('%s', async (_, clip, wanted) => {
    const graph = new Graph()
    const clipped = clipGradients(
      graph,
      Clip.parse(clip),
      gradients.map((values) => constant(graph, values)),
    )
    const results = await runGraph(graph, Object.fromEntries(clipped.map((tensor, k) => [`g${k}`, tensor])))
    wanted.forEach((values, k) => {
      const got = asArray(results[`g${k}`] as Fetched)
      values.forEach((value, at) => {
        expect(got[at]).toBeCloseTo(value, 5)
      })
    })
  })

  test('differs between Keras and PyTorch for a tiny norm, as their formulas do', async () => {
    const graph = new Graph()
    const tiny = constant(graph, [3e-6, 4e-6])
    const by = (convention: string) =>
      clipGradients(graph, Clip.parse({ by: 'global-norm', limit: 5e-6, convention }), [tiny])[0] as typeof tiny
    const { keras, pytorch } = await runGraph(graph, { keras: by('keras'), pytorch: by('pytorch') })
    expect(asArray(keras)[0]).toBeCloseTo(3e-6, 11)
    // 5e-6 / (5e-6 + 1e-6)
    expect(asArray(pytorch)[0]).toBeCloseTo(2.5e-6, 11)
  })

  test('leaves gradients of zero alone', async () => {
    const graph = new Graph()
    const zeros = constant(graph, [0, 0])
    const results = await runGraph(graph, {
      one: clipGradients(graph, Clip.parse({ by: 'norm', limit: 1 }), [zeros])[0] as typeof zeros,
      all: clipGradients(graph, Clip.parse({ by: 'global-norm', limit: 1 }), [zeros, zeros])[1] as typeof zeros,
      norm: globalNorm(graph, [zeros]),
    })
    expect([
      ...(asArray(results.one) as Float32Array),
      ...(asArray(results.all) as Float32Array),
      results.norm,
    ]).toEqual([0, 0, 0, 0, 0])
  })
})

describe('weight decay', () => {
  const sgd = Optimizer.parse({ name: 'sgd' })
  type Change = Pick<Trial, 'role'> & { readonly settings: Partial<Trial['settings']> }
  const trial = (name: string, { settings, ...change }: Change): Trial => ({
    name,
    start: vector(2, -4),
    gradients: { dtype: 'float32', shape: [1, 2], data: Float32Array.of(1, 1) },
    rates: [0.5],
    ...change,
    settings: { optimizer: sgd, decayExcludes: [], ...settings },
  })
  const decay = { coupling: 'decoupled', amount: 0.1 } as const

  const cases: [what: string, trial: Trial, wanted: [number, number]][] = [
    ['none', trial('none', { settings: {} }), [1.5, -4.5]],
    ['decoupled: rate amount p', trial('decoupled', { settings: { weightDecay: decay } }), [1.4, -4.3]],
    [
      'coupled: through the gradient',
      trial('coupled', { settings: { weightDecay: { ...decay, coupling: 'coupled' } } }),
      [1.4, -4.3],
    ],
    [
      'coupled comes after clipping',
      trial('clipped', {
        settings: { weightDecay: { ...decay, coupling: 'coupled' }, clip: { by: 'value', limit: 0.2 } },
      }),
      [1.8, -3.9],
    ],
    ['a bias decays', trial('bias', { role: 'bias', settings: { weightDecay: decay } }), [1.4, -4.3]],
    [
      'unless it is excluded',
      trial('no-bias', { role: 'bias', settings: { weightDecay: decay, decayExcludes: ['biases'] } }),
      [1.5, -4.5],
    ],
    [
      'a gamma is a norm',
      trial('gamma', { role: 'gamma', settings: { weightDecay: decay, decayExcludes: ['norms'] } }),
      [1.5, -4.5],
    ],
    [
      'a beta is a norm, not a bias',
      trial('beta', { role: 'beta', settings: { weightDecay: decay, decayExcludes: ['biases'] } }),
      [1.4, -4.3],
    ],
    [
      'a kernel always decays',
      trial('kernel', { settings: { weightDecay: decay, decayExcludes: ['biases', 'norms'] } }),
      [1.4, -4.3],
    ],
    [
      'AdamW brings its own',
      // The first step of Adam is the rate, whatever the gradient.
      trial('adamw', { settings: { optimizer: Optimizer.parse({ name: 'adamw', weightDecay: 0.1 }) } }),
      [1.4, -4.3],
    ],
  ]

  test('does what it says', async () => {
    const session = await Session.open(optimizerProgram(cases.map(([, each]) => each)))
    session.call('step')
    const state = session.readState()
    session.close()
    for (const [what, { name }, wanted] of cases) {
      const got = state.get(`${name}/p`)?.data ?? []
      wanted.forEach((value, k) => {
        expect(got[k], what).toBeCloseTo(value, 5)
      })
    }
  })
})
