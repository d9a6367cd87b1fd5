import { describe, expect, test } from 'vitest'
import { Session } from '../../main/engine/session'
import { tensorflow } from '../../main/engine/tensorflow'
import { inferNetwork } from '../../shared/model/infer'
import { compileTraining } from '../../shared/training/compileTraining'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { networkOf, quarters, smallNetwork } from '../engine/networks'

const program = (network: Parameters<typeof inferNetwork>[0]) =>
  compileTraining({
    network: inferNetwork(network),
    classes: 4,
    normalization: { kind: '0-1' },
    configuration: TrainingConfiguration.parse({}),
  })
const tiny = () =>
  networkOf(
    ['input', 'input', { shape: [12, 12, 1] }],
    ['conv', 'conv2d', { filters: 2, kernel: [3, 3], stride: [2, 2] }],
    ['norm', 'batch-norm'],
    ['relu', 'activation'],
    ['drop', 'dropout', { rate: 0.2 }],
    ['flat', 'flatten'],
    ['out', 'dense', { units: 4 }],
  )

/** Resident memory in MB once it has settled: the least of a few looks. */
async function residentMB(): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let look = 0; look < 5; look++) {
    await new Promise((resolve) => setTimeout(resolve, 40))
    least = Math.min(least, process.memoryUsage().rss / 2 ** 20)
  }
  return least
}

describe('memory stays flat', () => {
  test('over 20,000 steps', async () => {
    const session = await Session.open(program(tiny()))
    const data = quarters(64)
    const feeds = { ...data, rate: 0.001, knobs: Float32Array.of(0.2) }
    const steps = (count: number) => {
      for (let k = 0; k < count; k++) session.call('train', feeds)
    }
    steps(3000)
    const tensors = tensorflow().memory().numTensors
    const before = await residentMB()
    steps(20_000)
    const growth = (await residentMB()) - before
    expect(tensorflow().memory().numTensors).toBe(tensors)
    session.close()
    console.log(`20,000 steps: resident memory grew by ${growth.toFixed(1)} MB`)
    expect(growth).toBeLessThan(20)
  }, 180_000)

  test('over 100 sessions opened, used and closed', async () => {
    const compiled = program(smallNetwork())
    const data = quarters(8)
    const once = async () => {
      const session = await Session.open(compiled)
      session.call('train', { ...data, rate: 0.001, knobs: Float32Array.of(0.2) })
      session.writeState(session.readState())
      session.close()
    }
    for (let k = 0; k < 15; k++) await once()
    // A leak shows in each hundred; what the allocator holds back for a while does not.
    const growths: number[] = []
    for (const _ of [1, 2]) {
      const before = await residentMB()
      for (let k = 0; k < 100; k++) await once()
      growths.push((await residentMB()) - before)
    }
    console.log(`100 sessions: resident memory grew by ${growths.map((growth) => growth.toFixed(1)).join(' and ')} MB`)
    expect(Math.min(...growths)).toBeLessThan(40)
  }, 180_000)
})
