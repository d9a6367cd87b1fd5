import { beforeAll, describe, expect, test } from 'vitest'
import { Session } from '../../main/engine/session'
import type { TensorMap } from '../../shared/tensorData'
import { Optimizer } from '../../shared/training/optimizers'
import type { UpdateSettings } from '../../shared/training/optimizers/applyGradients'
import { Clip } from '../../shared/training/optimizers/clip'
import { WeightDecay } from '../../shared/training/optimizers/weightDecay'
import { noReference, shared } from '../reference'
import { expectClose, type GoldenCase, goldenCases, goldenTensor } from './golden'
import { optimizerProgram } from './optimizerProgram'

/** Cases that are not run, each with its reason. */
const notRun: Readonly<Record<string, string>> = {
  'pytorch-nadam': 'Layerloom has no Nadam',
  'keras-nadam': 'Layerloom has no Nadam',
}

interface GoldenConfig {
  readonly convention: string
  readonly learning_rates: readonly number[]
  readonly momentum?: number
  readonly nesterov?: boolean
  readonly dampening?: number
  readonly weight_decay?: number
  readonly alpha?: number
  readonly rho?: number
  readonly eps?: number
  readonly betas?: readonly [number, number]
  readonly amsgrad?: boolean
  readonly centered?: boolean
  readonly initial_accumulator?: number
  readonly clipvalue?: number
  readonly clipnorm?: number
  readonly global_clipnorm?: number
}

/** TensorFlow's kernels by the convention they follow. */
const kernelConvention = (name: string) => (/^tf-(keras|adam|rmsprop)/.test(name) ? 'keras' : 'pytorch')

function settingsOf({ case: name, config }: GoldenCase): UpdateSettings {
  const golden = config as unknown as GoldenConfig
  const convention = golden.convention.startsWith('tensorflow') ? kernelConvention(name) : golden.convention
  const kind = /(adamw|adamax|adam|adagrad|rmsprop)/.exec(name)?.[0] ?? 'sgd'
  const given = {
    momentum: golden.momentum,
    nesterov: golden.nesterov,
    dampening: golden.dampening,
    rho: golden.alpha ?? golden.rho,
    // The kernel of the first AdaGrad has none.
    epsilon: name === 'tf-adagrad' ? 0 : golden.eps,
    beta1: golden.betas?.[0],
    beta2: golden.betas?.[1],
    amsgrad: golden.amsgrad,
    centered: golden.centered,
    initialAccumulator: golden.initial_accumulator,
    weightDecay: kind === 'adamw' ? golden.weight_decay : undefined,
  }
  const stated = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const limit = golden.clipvalue ?? golden.clipnorm ?? golden.global_clipnorm
  const by = golden.clipvalue ? 'value' : golden.clipnorm ? 'norm' : 'global-norm'
  return {
    optimizer: Optimizer.parse({ name: kind, convention, ...stated }),
    weightDecay:
      golden.weight_decay && kind !== 'adamw'
        ? WeightDecay.parse({ coupling: convention === 'keras' ? 'decoupled' : 'coupled', amount: golden.weight_decay })
        : undefined,
    decayExcludes: [],
    clip: limit ? Clip.parse({ by, limit }) : undefined,
  }
}

/** Our slots by the ends of the names that PyTorch, Keras and TensorFlow have for them. */
const slotNames: readonly [end: RegExp, slot: string, optimizer?: RegExp][] = [
  [/momentum_buffer$|accum$|momentum$/, 'velocity', /sgd/],
  [/square_avg$|velocity$|ms$/, 'meanSquare', /rmsprop/],
  [/grad_avg$|average_gradient$/, 'meanGradient', /rmsprop/],
  [/momentum_buffer$|momentum$|mom$/, 'momentum', /rmsprop/],
  [/sum$|accumulator$|accum$/, 'sumOfSquares', /adagrad/],
  [/max_exp_avg_sq$|velocity_hat$/, 'largestV', /adam/],
  [/exp_avg_sq$|velocity$|_v$/, 'v', /adam/],
  [/exp_avg$|momentum$|_m$/, 'm', /adam/],
  [/exp_inf$|norm$/, 'u', /adamax/],
]

function slotOf(golden: string, optimizer: string): string {
  const found = slotNames.find(([end, , kinds]) => end.test(golden) && kinds?.test(optimizer))
  if (!found) throw new Error(`no slot stands for ${golden} of ${optimizer}`)
  return found[1]
}

/** 1 - beta2 in float32 is 1.3e-5 off 0.001, in TensorFlow's kernels too; the bias correction takes that out of the parameters. */
const slotTolerance: Readonly<Record<string, number>> = { v: 2e-5, largestV: 2e-5 }

describe.skipIf(!shared)(`optimizer parity${shared ? '' : ` (${noReference})`}`, () => {
  const all = shared ? goldenCases('optimizer') : []
  const run = all.filter(({ case: name }) => !notRun[name])
  const history: TensorMap[] = []

  beforeAll(async () => {
    const session = await Session.open(
      optimizerProgram(
        run.map((golden) => ({
          name: golden.case,
          settings: settingsOf(golden),
          start: goldenTensor(golden, 'p0'),
          gradients: goldenTensor(golden, 'gradients'),
          rates: (golden.config as unknown as GoldenConfig).learning_rates,
        })),
      ),
    )
    for (let step = 0; step < 5; step++) {
      session.call('step')
      history.push(session.readState())
    }
    session.close()
  })

  test('every case is run or has a reason', () => {
    expect(all.length).toBe(54)
    expect(run.length).toBe(all.length - Object.keys(notRun).length)
  })

  test.each(run.map((golden) => [golden.case, golden] as const))('%s', (name, golden) => {
    const wanted = goldenTensor(golden, 'p').data
    history.forEach((state, step) => {
      const got = state.get(`${name}/p`)?.data ?? []
      expectClose(`step ${step + 1}`, got, wanted.slice(step * got.length, (step + 1) * got.length))
    })
    const { optimizer } = settingsOf(golden)
    for (const key of Object.keys(golden.tensors).filter((tensor) => tensor.startsWith('state_'))) {
      const slot = slotOf(key, optimizer.name)
      const got = history[4]?.get(`${name}/p/${slot}`)
      // A momentum that is 0 is kept by the kernel alone.
      if (name === 'tf-rmsprop' && slot === 'momentum') continue
      expectClose(`${key} (${slot})`, got?.data ?? [], goldenTensor(golden, key).data, slotTolerance[slot])
    }
  })
})
