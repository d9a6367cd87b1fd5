import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Session } from '../../main/engine/session'
import { Graph } from '../../shared/graph/graph'
import { constant } from '../../shared/graph/ops/array'
import { Augmentation } from '../../shared/training/augmentation/augmentation'
import { normalNoise } from '../../shared/training/augmentation/normalNoise'
import { compilePreview } from '../../shared/training/compilePreview'
import { noReference, referencePath, shared } from '../reference'
import { runGraph } from '../runGraph'

interface Spread {
  readonly mean: number
  readonly quantiles_5_25_50_75_95: readonly number[]
}
type Geometry = { readonly draws: number } & Readonly<
  Record<'area_fraction' | 'aspect_h_over_w' | 'top' | 'left' | 'height' | 'width', Spread>
>

const side = 64
const probabilities = [0.05, 0.25, 0.5, 0.75, 0.95]
/** Standard errors that chance may make of a difference, of about a hundred comparisons. */
const errors = 5

const sessions: Session[] = []
afterAll(() => {
  for (const session of sessions) session.close()
})

/** What an operation draws for many pictures: each parameter by its name. Pixels are not computed. */
async function draws(
  operation: object,
  pictures: number,
  steps: number,
  size: readonly [number, number, number] = [1, 1, 1],
) {
  const program = compilePreview({ size, augmentation: Augmentation.parse([operation]), seed: 11 })
  const { images, step, knobs } = program.signatures.preview?.inputs ?? {}
  const { values } = program.signatures.preview?.outputs ?? {}
  if (!images || !step || !knobs || !values) throw new Error('a preview without parameters')
  const session = await Session.open({
    ...program,
    signatures: { draw: { inputs: { images, step, knobs }, outputs: { values } } },
  })
  sessions.push(session)
  const fed = Float32Array.from(program.knobs, ({ initial }) => initial)
  const bytes = new Uint8Array(pictures * size[0] * size[1] * size[2])
  const found = Object.fromEntries(program.parameters.map(({ name }) => [name, [] as number[]]))
  for (let k = 0; k < steps; k++) {
    const row = session.call('draw', { images: bytes, step: k, knobs: fed }).values as Float32Array
    for (const [i, value] of row.entries())
      found[program.parameters[i % program.parameters.length]?.name as string]?.push(value)
  }
  return (name: string): number[] => found[name] as number[]
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const deviation = (values: readonly number[]) => {
  const middle = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)))
}

/** Fails unless values have the mean and the quantiles of as many as `draws` others. */
function expectSpread(what: string, values: readonly number[], { mean: theirs, ...rest }: Spread, draws: number): void {
  const together = Math.sqrt(1 / values.length + 1 / draws)
  expect(Math.abs(mean(values) - theirs), `${what}: mean ${mean(values)}, not ${theirs}`).toBeLessThan(
    errors * deviation(values) * together + 1e-4,
  )
  for (const [k, quantile] of rest.quantiles_5_25_50_75_95.entries()) {
    const p = probabilities[k] as number
    const allowed = errors * Math.sqrt(p * (1 - p)) * together
    // The table's numbers are rounded to four places.
    const part = (most: number) => values.filter((value) => value <= most).length / values.length
    expect(part(quantile + 1e-4), `${what}: up to ${quantile}`).toBeGreaterThan(p - allowed)
    expect(part(quantile - 1e-4 - quantile * 1e-4), `${what}: below ${quantile}`).toBeLessThan(p + allowed)
  }
}

describe.skipIf(!shared)(`windows drawn as torchvision draws them${shared ? '' : ` (${noReference})`}`, () => {
  let geometry: Readonly<Record<'random_erasing' | 'random_resized_crop', Geometry>>
  beforeAll(() => {
    geometry = JSON.parse(readFileSync(referencePath('augment', 'index.json'), 'utf8')).geometry
  })

  test.each([
    ['random-erasing', 'random_erasing'],
    ['random-resized-crop', 'random_resized_crop'],
  ] as const)('%s', async (type, key) => {
    const of = await draws({ type, probability: 1 }, 2000, 10, [side, side, 1])
    const { draws: theirDraws, ...spreads } = geometry[key]
    const [top, left, height, width] = ['top', 'left', 'height', 'width'].map(of) as [
      number[],
      number[],
      number[],
      number[],
    ]
    for (const [k, tall] of height.entries()) {
      const wide = width[k] as number
      for (const value of [top[k], left[k], tall, wide])
        if (!Number.isInteger(value)) throw new Error(`${value} pixels`)
      if ((top[k] as number) + tall > side || (left[k] as number) + wide > side) throw new Error('a window sticks out')
    }
    const ours = {
      area_fraction: height.map((tall, k) => (tall * (width[k] as number)) / side ** 2),
      aspect_h_over_w: height.map((tall, k) => tall / (width[k] as number)),
      top,
      left,
      height,
      width,
    }
    for (const [name, values] of Object.entries(ours))
      expectSpread(`${type} ${name}`, values, spreads[name as keyof typeof ours], theirDraws)
  })
})

/** Fails unless each of the values 0 .. n - 1 is drawn about equally often. */
function expectEven(values: readonly number[], n: number): void {
  const counts = Array.from({ length: n }, (_, k) => values.filter((value) => value === k).length)
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length)
  const [wanted, p] = [values.length / n, 1 / n]
  for (const [k, count] of counts.entries())
    expect(Math.abs(count - wanted), `${k} came ${count} times, not about ${wanted}`).toBeLessThan(
      errors * Math.sqrt(values.length * p * (1 - p)),
    )
}

describe('numbers drawn', () => {
  test('noise is normal: its mean, deviation and tails, over an odd number of values', async () => {
    const graph = new Graph()
    const pictures = constant(graph, new Float32Array(2000 * 75), 'float32', [2000, 5, 5, 3])
    const { noise } = await runGraph(graph, { noise: normalNoise(graph, pictures, constant(graph, [7, 1], 'int32')) })
    const values = [...(noise as Float32Array)]
    const count = values.length
    expect(count).toBe(2000 * 75)
    expect(Math.abs(mean(values))).toBeLessThan(errors / Math.sqrt(count))
    expect(Math.abs(deviation(values) - 1)).toBeLessThan(errors / Math.sqrt(2 * count))
    // Parts of a normal distribution up to -2, -1, 0, 1, 2 and 3 deviations.
    for (const [most, part] of [
      [-2, 0.02275],
      [-1, 0.15866],
      [0, 0.5],
      [1, 0.84134],
      [2, 0.97725],
      [3, 0.99865],
    ] as const) {
      const found = values.filter((value) => value <= most).length / count
      expect(Math.abs(found - part), `up to ${most}`).toBeLessThan(
        errors * Math.sqrt((part * (1 - part)) / count) + 1e-5,
      )
    }
    // Neighbours, and the two numbers that are made of one pair, know nothing of each other.
    for (const distance of [1, 38])
      expect(Math.abs(mean(values.slice(distance).map((value, k) => value * (values[k] as number))))).toBeLessThan(
        errors / Math.sqrt(count),
      )
  })

  test('a random crop shifts by every whole number of pixels equally often, in each direction for itself', async () => {
    const of = await draws({ type: 'random-crop', padding: 4 }, 4000, 5)
    const pairs = of('left').map((left, k) => (left + 4) * 9 + (of('top')[k] as number) + 4)
    expectEven(pairs, 81)
  })

  test('RandAugment and TrivialAugment choose each of the 14 changes equally often', async () => {
    const random = await draws({ type: 'rand-augment' }, 4000, 3, [8, 8, 3])
    expectEven(
      random('which1').map((which, k) => which * 14 + (random('which2')[k] as number)),
      196,
    )
    const trivial = await draws({ type: 'trivial-augment' }, 4000, 3, [8, 8, 3])
    expectEven(trivial('which'), 14)
    const degrees = trivial('amount').filter((_, k) => trivial('which')[k] === 5)
    expect(new Set(degrees.map((each) => Math.round((Math.abs(each) / 135) * 30))).size).toBe(31)
  })

  test('a probability is the part of the pictures that is chosen', async () => {
    const of = await draws({ type: 'horizontal-flip', probability: 0.3 }, 5000, 4)
    expect(Math.abs(mean(of('chosen')) - 0.3)).toBeLessThan(errors * Math.sqrt((0.3 * 0.7) / 20_000))
  })

  test.each([0.2, 1, 4])('the factor of mixup has the moments of the beta distribution, alpha %d', async (alpha) => {
    const of = await draws({ type: 'mixup', alpha }, 1, 1500)
    const factors = of('factor')
    const variance = 1 / (4 * (2 * alpha + 1))
    expect(Math.abs(mean(factors) - 0.5)).toBeLessThan(errors * Math.sqrt(variance / factors.length))
    // The variance of a sample's variance is at most that of the square, which is at most 1/16 here.
    expect(Math.abs(deviation(factors) ** 2 - variance)).toBeLessThan(errors * Math.sqrt(1 / 80 / factors.length))
    expect(factors.every((factor) => factor >= 0 && factor <= 1)).toBe(true)
  })
})
