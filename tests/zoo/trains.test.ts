import { describe, expect, test } from 'vitest'
import { Session } from '../../main/engine/session'
import { inferNetwork } from '../../shared/model/infer'
import type { Network } from '../../shared/model/network'
import { Problem } from '../../shared/problem'
import { compileTraining } from '../../shared/training/compileTraining'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { zoo, zooNetwork } from '../../shared/zoo'

const classes = 10
const batch = 4
const steps = 5

/** Adam's first steps are as long as its rate, and 4096 units that all move the same way move far. */
const rateOf = (name: string) => (/^(alexnet|vgg)/.test(name) ? 1e-5 : 3e-4)

/** The first of a few sizes on which the network stands. */
function smallest(name: string): { network: Network; pixels: number } {
  const { build, published } = zooNetwork(name)
  const [, , channels] = published.input
  for (const size of [28, 32, 64, 80, 96, 299])
    try {
      return { network: build({ input: [size, size, channels], classes }), pixels: size * size * channels }
    } catch (error) {
      if (!(error instanceof Problem && error.details.code === 'input-too-small')) throw error
    }
  throw new Error(`${name} takes no small picture`)
}

/** Five steps of Adam on one batch of noise, without dropout: the losses before each step and after the last. */
async function losses(name: string): Promise<number[]> {
  const { network, pixels } = smallest(name)
  const program = compileTraining({
    network: inferNetwork(network),
    classes,
    normalization: { kind: '0-1' },
    configuration: TrainingConfiguration.parse({ seed: 1, optimizer: { name: 'adam' } }),
  })
  const session = await Session.open(program)
  try {
    const images = Uint8Array.from({ length: batch * pixels }, (_, k) => (k * 2654435761) >>> 24)
    const labels = Int32Array.from({ length: batch }, (_, k) => k)
    const knobs = program.knobs.length > 0 ? { knobs: new Float32Array(program.knobs.length) } : {}
    return Array.from(
      { length: steps + 1 },
      () => session.call('train', { images, labels, rate: rateOf(name), ...knobs }).loss as number,
    )
  } finally {
    session.close()
  }
}

async function check(name: string): Promise<void> {
  const found = await losses(name)
  for (const loss of found) expect(loss, found.join(', ')).toBeGreaterThan(0)
  expect(found.at(-1), found.join(', ')).toBeLessThan(found[0] as number)
}

const quick = ['lenet-5', 'deep-digits', 'resnet-20', 'squeezenet-1.1', 'mobilenet-v2', 'googlenet-bn+aux']

describe('takes five steps without breaking and loses loss on a fixed batch', () => {
  test.each(quick)('%s', check)
})

describe.skipIf(!process.env.LAYERLOOM_SLOW)('and so does the rest of the zoo (LAYERLOOM_SLOW=1)', () => {
  test.each(zoo.map(({ name }) => name).filter((name) => !quick.includes(name)))('%s', check, 300_000)
})
