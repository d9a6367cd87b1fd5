import { afterAll, describe, expect, test } from 'vitest'
import { Session } from '../../main/engine/session'
import { Graph, type Tensor } from '../../shared/graph/graph'
import { constant } from '../../shared/graph/ops/array'
import { inferNetwork } from '../../shared/model/infer'
import type { Network } from '../../shared/model/network'
import type { TensorMap } from '../../shared/tensorData'
import { definitionOf, Operation, operationDefinitions } from '../../shared/training/augmentation'
import { identityMap } from '../../shared/training/augmentation/affineMap'
import { Augmentation } from '../../shared/training/augmentation/augmentation'
import { changesOf } from '../../shared/training/augmentation/captions'
import { applyGeometry } from '../../shared/training/augmentation/geometry'
import { compilePreview } from '../../shared/training/compilePreview'
import { compileTraining, type TrainingProgram } from '../../shared/training/compileTraining'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { runGraph } from '../runGraph'
import { networkOf, quarters, smallNetwork } from './networks'

const seed = 3
const size = [12, 12, 1] as const
const data = quarters(320)
const pixels = 144
const count = 32
const batch = (k: number, length = count) => {
  const from = (k * count) % 320
  return {
    images: data.images.slice(from * pixels, (from + length) * pixels),
    labels: data.labels.slice(from, from + length),
  }
}

interface Wish {
  readonly augmentation?: readonly object[]
  readonly training?: object
  readonly network?: Network
}
const compiled = ({ augmentation = [], training = {}, network = smallNetwork() }: Wish): TrainingProgram =>
  compileTraining({
    network: inferNetwork(network),
    classes: 4,
    normalization: { kind: '0-1' },
    augmentation: Augmentation.parse(augmentation),
    configuration: TrainingConfiguration.parse({ seed, learningRate: 0.01, ...training }),
  })

const sessions: Session[] = []
afterAll(() => {
  for (const session of sessions) session.close()
})
const keep = (session: Session): Session => {
  sessions.push(session)
  return session
}

/** A training, with its knobs as the project has them. */
async function open(wish: Wish) {
  const program = compiled(wish)
  const session = keep(await Session.open(program))
  const knobs = Float32Array.from(program.knobs, ({ initial }) => initial)
  const fed = knobs.length > 0 ? { knobs } : {}
  return {
    session,
    program,
    knobs,
    step: (k: number, images = batch(k).images) =>
      session.call('train', { images, labels: batch(k).labels, rate: 0.01, ...fed }),
    preview: (k: number) => session.call('preview', { images: batch(k).images, ...fed }),
  }
}

const bits = (state: TensorMap) =>
  [...state].map(([name, { data }]) => [
    name,
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex'),
  ])

const isMixture = ({ type }: { readonly type: string }) => type === 'mixup' || type === 'cutmix'
/** Every operation at once, each for half of the pictures. */
const everything = operationDefinitions.map(({ type }) => ({ type, probability: 0.5 }))
const alone = everything.filter((each) => !isMixture(each))
/** What leaves whole levels, so that its pictures can be fed again as bytes. */
const whole = [
  { type: 'random-crop', padding: 3 },
  { type: 'horizontal-flip' },
  { type: 'vertical-flip', probability: 0.3 },
  { type: 'translation', beyond: 'edge' },
  { type: 'random-erasing', fill: 7 },
]

describe('augmentation in training', () => {
  test('every operation at once trains', async () => {
    const { step } = await open({ augmentation: everything })
    for (let k = 0; k < 3; k++) expect(Number.isFinite(step(k).loss)).toBe(true)
  })

  test('learns from what the preview shows: whole pixels fed by hand give the same bits, step by step', async () => {
    const augmented = await open({ augmentation: whole })
    const plain = await open({})
    for (let k = 0; k < 6; k++) {
      const { pictures } = augmented.preview(k)
      const bytes = Uint8Array.from(pictures as Float32Array)
      expect(Float32Array.from(bytes)).toEqual(pictures)
      expect(bytes).not.toEqual(batch(k).images)
      expect(plain.step(k, bytes)).toEqual(augmented.step(k))
    }
    expect(bits(plain.session.readState())).toEqual(bits(augmented.session.readState()))
  })

  test('learns from what the preview shows: the loss of every operation at once, mixed labels too, worked out by hand', async () => {
    const network = networkOf(
      ['input', 'input', { shape: size }],
      ['flat', 'flatten'],
      ['dense', 'dense', { units: 4 }],
    )
    const { session, program, step, preview } = await open({ augmentation: everything, network })
    for (let k = 0; k < 4; k++) {
      const { pictures, values } = preview(k) as { pictures: Float32Array; values: Float32Array }
      const kernel = session.readState().get('dense/kernel')?.data as Float32Array
      const bias = session.readState().get('dense/bias')?.data as Float32Array
      const targets = mixedLabels(program, batch(k).labels, values)
      expect(step(k).loss as number).toBeCloseTo(linearLoss(pictures, targets, kernel, bias), 4)
    }
  })

  test('a preview without the network gives the same pictures and numbers at the same step, bit for bit', async () => {
    const { session, program, step, preview } = await open({ augmentation: everything })
    const other = compilePreview({ size, augmentation: Augmentation.parse(everything), seed })
    expect(other.parameters).toEqual(program.parameters)
    const shown = keep(await Session.open(other))
    const knobs = Float32Array.from(other.knobs, ({ initial }) => initial)
    for (let k = 0; k < 3; k++) {
      expect(shown.call('preview', { images: batch(k).images, step: k, knobs })).toEqual(preview(k))
      step(k)
    }
    expect(session.readState().get('step')?.data[0]).toBe(3)
  })

  test('goes on from a stored state as if it had never stopped', async () => {
    const straight = await open({ augmentation: everything })
    for (let k = 0; k < 3; k++) straight.step(k)
    const resumed = await open({ augmentation: everything, training: { seed: 99 } })
    resumed.session.writeState(straight.session.readState())
    for (let k = 3; k < 7; k++) {
      expect(resumed.preview(k)).toEqual(straight.preview(k))
      expect(resumed.step(k)).toEqual(straight.step(k))
    }
    expect(bits(resumed.session.readState())).toEqual(bits(straight.session.readState()))
  })

  test('leaves gradients as they are: with every probability at 0, the training has the bits of one without augmentation', async () => {
    const idle = await open({ augmentation: alone.map(({ type }) => ({ type, probability: 0 })) })
    const plain = await open({})
    for (let k = 0; k < 4; k++) expect(idle.step(k)).toEqual(plain.step(k))
    expect(bits(idle.session.readState())).toEqual(bits(plain.session.readState()))
  })

  test('evaluation and prediction see pictures as they are', async () => {
    const augmented = await open({ augmentation: everything })
    const plain = await open({})
    augmented.step(0)
    plain.session.writeState(augmented.session.readState())
    const { images, labels } = batch(5)
    expect(augmented.session.call('evaluate', { images, labels })).toEqual(
      plain.session.call('evaluate', { images, labels }),
    )
    expect(augmented.session.call('predict', { images })).toEqual(plain.session.call('predict', { images }))
  })

  test('trains in bfloat16 from the same pictures', async () => {
    const [wide, low] = [
      await open({ augmentation: everything }),
      await open({ augmentation: everything, training: { precision: 'bfloat16' } }),
    ]
    expect(low.preview(0)).toEqual(wide.preview(0))
    expect(Math.abs((low.step(0).loss as number) - (wide.step(0).loss as number))).toBeLessThan(0.05)
  })

  test('every strength is a knob: at 0 or at its neutral value nothing is changed any more', async () => {
    const { session, program, knobs } = await open({ augmentation: [{ type: 'rotation', degrees: 40 }] })
    expect(program.knobs).toEqual([
      { name: 'augmentation/rotation/probability', initial: 1, range: [0, 1] },
      { name: 'augmentation/rotation/degrees', initial: 40, range: [0, 180] },
      { name: 'drop/rate', initial: 0.3 },
    ])
    const { images } = batch(0)
    const at = (set: Record<string, number>) =>
      session.call('preview', {
        images,
        knobs: Float32Array.from(program.knobs, ({ name }, k) => set[name] ?? (knobs[k] as number)),
      }).pictures
    const plain = Float32Array.from(images)
    expect(at({})).not.toEqual(plain)
    expect(at({ 'augmentation/rotation/degrees': 0 })).toEqual(plain)
    expect(at({ 'augmentation/rotation/probability': 0 })).toEqual(plain)
    expect(at({ 'augmentation/rotation/degrees': 5 })).not.toEqual(at({}))
  })
})

describe('a preview', () => {
  /** Pictures of a size that is no square, with a gradient in each channel and a bright spot. */
  const pictureOf = ([height, width, channels]: readonly [number, number, number]) =>
    Uint8Array.from({ length: 8 * height * width * channels }, (_, k) => {
      const [column, row] = [Math.floor(k / channels) % width, Math.floor(k / channels / width) % height]
      return (column * 11 + row * 7 + (k % channels) * 60 + Math.floor(k / channels / width / height) * 9) % 256
    })

  test.each([[[9, 14, 3]], [[14, 9, 1]]] as const)(
    'of every operation alone gives pictures of 0-255 of size %j, and changes some',
    async (each) => {
      const unchanged: string[] = []
      for (const { type } of everything) {
        const program = compilePreview({ size: each, augmentation: Augmentation.parse([{ type }]), seed })
        const session = await Session.open(program)
        const images = pictureOf(each)
        const knobs = Float32Array.from(program.knobs, ({ initial }) => initial)
        const feeds = { images, step: 1, ...(knobs.length > 0 && { knobs }) }
        const pictures = session.call('preview', feeds).pictures as Float32Array
        session.close()
        expect(pictures, type).toHaveLength(images.length)
        expect(
          pictures.every((value) => value >= 0 && value <= 255),
          type,
        ).toBe(true)
        if (pictures.every((value, k) => value === images[k])) unchanged.push(type)
      }
      expect(unchanged).toEqual(each[2] === 3 ? [] : ['saturation', 'hue'])
    },
  )

  test.each([0, 90, 'edge', 'mirror'] as const)(
    'whole pixels moved by a gather are those that the transform finds, beyond: %s',
    async (beyond) => {
      const shape = [8, 7, 10, 3]
      const bytes = Float32Array.from(pictureOf([7, 10, 3]))
      const graph = new Graph()
      const pictures = constant(graph, bytes, 'float32', shape)
      const each = (values: readonly number[]) => constant(graph, values)
      const map = {
        ...identityMap,
        xx: each([1, -1, 1, -1, 1, -1, 1, -1]),
        yy: each([1, 1, -1, -1, 1, 1, -1, -1]),
        tx: each([0, 3, -4, 12, -13, 25, 1, -1]),
        ty: each([0, -2, 5, -9, 8, 1, -20, 6]),
      }
      const [moved, sampled] = [true, false].map((isWhole) => applyGeometry(graph, pictures, { map, isWhole, beyond }))
      const results = await runGraph(graph, { moved: moved as Tensor, sampled: sampled as Tensor })
      expect(results.moved).toEqual(results.sampled)
      expect(results.moved).not.toEqual(bytes)
    },
  )

  test.each([
    [{ type: 'random-erasing', fill: 'noise', probability: 1 }],
    [{ type: 'hue', space: 'yiq', amount: 0.5 }],
    [{ type: 'rotation', beyond: 'mirror', degrees: 180 }],
    [{ type: 'random-crop', beyond: 'edge', padding: 30 }],
    [{ type: 'blur', size: 31, most: 16, probability: 1 }],
    [{ type: 'rand-augment', changes: 4, magnitude: 30 }],
  ])('of %j stays within 0-255', async (operation) => {
    const program = compilePreview({ size: [9, 14, 3], augmentation: Augmentation.parse([operation]), seed })
    const session = keep(await Session.open(program))
    const knobs = Float32Array.from(program.knobs, ({ initial }) => initial)
    const { pictures } = session.call('preview', { images: pictureOf([9, 14, 3]), step: 0, knobs })
    expect((pictures as Float32Array).every((value) => value >= 0 && value <= 255)).toBe(true)
  })
})

describe('what is drawn', () => {
  const program = compilePreview({ size, augmentation: Augmentation.parse(alone), seed })
  const knobs = Float32Array.from(program.knobs, ({ initial }) => initial)
  const opened = Session.open(program).then(keep)
  const show = async (images: Uint8Array, step: number) =>
    (await opened).call('preview', { images, step, knobs }) as { pictures: Float32Array; values: Float32Array }

  test('for a picture depends on its place in the batch, not on how many come behind it', async () => {
    const [large, small] = [await show(batch(0).images, 5), await show(batch(0, 7).images, 5)]
    expect(small.pictures).toEqual(large.pictures.slice(0, 7 * pixels))
    expect(small.values).toEqual(large.values.slice(0, 7 * program.parameters.length))
  })

  test('differs by step, by picture and by seed, and not between two calls', async () => {
    const { images } = batch(0, 1)
    const twice = Uint8Array.from([...images, ...images])
    const first = await show(twice, 0)
    expect(await show(twice, 0)).toEqual(first)
    expect((await show(twice, 1)).values).not.toEqual(first.values)
    expect(first.pictures.slice(0, pixels)).not.toEqual(first.pictures.slice(pixels))
    const other = compilePreview({ size, augmentation: Augmentation.parse(alone), seed: seed + 1 })
    const session = keep(await Session.open(other))
    expect(session.call('preview', { images: twice, step: 0, knobs }).values).not.toEqual(first.values)
  })

  test('a picture for which nothing was chosen is itself, bit for bit, and the others say what was done', async () => {
    const rare = alone.map(({ type }) => ({ type, probability: 0.05 }))
    const { operations, parameters, ...rest } = compilePreview({ size, augmentation: Augmentation.parse(rare), seed })
    const session = keep(await Session.open({ ...rest }))
    const { images } = batch(0)
    const { pictures, values } = session.call('preview', {
      images,
      step: 0,
      knobs: Float32Array.from(rest.knobs, ({ initial }) => initial),
    }) as { pictures: Float32Array; values: Float32Array }
    const columns = parameters.length
    let [untouched, touched] = [0, 0]
    for (let k = 0; k < count; k++) {
      const changes = changesOf(operations, parameters, values.subarray(k * columns, (k + 1) * columns))
      const now = pictures.slice(k * pixels, (k + 1) * pixels)
      if (changes.length === 0) {
        untouched++
        expect(now).toEqual(Float32Array.from(images.slice(k * pixels, (k + 1) * pixels)))
      } else touched++
      for (const { caption } of changes) expect(caption).toMatch(/^[ -~]+$/)
    }
    expect(untouched).toBeGreaterThan(3)
    expect(touched).toBeGreaterThan(3)
  })
})

/** The distribution over classes that mixtures leave of labels: by the factors that were told. */
function mixedLabels({ parameters }: TrainingProgram, labels: Int32Array, values: Float32Array): number[][] {
  const operations = everything.map((each) => Operation.parse(each))
  let rows: number[][] = Array.from(labels, (label) => [0, 1, 2, 3].map((k) => (k === label ? 1 : 0)))
  for (const [k, operation] of operations.entries()) {
    if (definitionOf(operation).lowering(operation).kind !== 'mixture') continue
    const column = parameters.findIndex(({ operation: which, name }) => which === k && name === 'factor')
    const factor = values[column] as number
    const before = rows
    rows = before.map((row, n) => {
      const neighbour = before[(n + before.length - 1) % before.length] as number[]
      return row.map((part, c) => factor * part + (1 - factor) * (neighbour[c] as number))
    })
  }
  return rows
}

/** The mean cross-entropy of a dense layer over pictures scaled to 0-1. */
function linearLoss(
  pictures: Float32Array,
  targets: readonly number[][],
  kernel: Float32Array,
  bias: Float32Array,
): number {
  const losses = targets.map((target, n) => {
    const logits = [0, 1, 2, 3].map((unit) => {
      let sum = bias[unit] as number
      for (let k = 0; k < pixels; k++)
        sum += ((pictures[n * pixels + k] as number) / 255) * (kernel[k * 4 + unit] as number)
      return sum
    })
    const norm = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0))
    return target.reduce((sum, part, unit) => sum - part * ((logits[unit] as number) - norm), 0)
  })
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length
}
