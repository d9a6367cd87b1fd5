import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { recognizeKerasZoo } from '../../main/formats/keras/zooWeights'
import { readModel } from '../../main/formats/readModel'
import type { WeightSource } from '../../main/formats/weightSource'
import { softmaxRows } from '../../main/jobs/export/softmaxRows'
import { projectOf } from '../../main/jobs/import/projectOf'
import { openInference } from '../../main/jobs/openInference'
import { readForeignWeights } from '../../main/jobs/train/start/foreignWeights'
import { elementCount, type Shape } from '../../shared/graph/shape'
import { inferNetwork } from '../../shared/model/infer'
import type { Network } from '../../shared/model/network'
import { StartFrom } from '../../shared/records/startFrom'
import { matchWeights } from '../../shared/training/fineTuning/matchWeights'
import { zooNetwork } from '../../shared/zoo'
import { largestDifference } from './exported'

/** Files of several years' Keras (goldens/makeForeign.py), with what that Keras made of the pictures. */
const goldens = path.join(__dirname, 'goldens/foreign')
interface Golden {
  readonly by: string
  /** 8x8x3: height, width, channels. */
  readonly input: string
  readonly divided: number
  readonly outputs: string
}
const files = JSON.parse(readFileSync(path.join(goldens, 'expected.json'), 'utf8')) as Record<string, Golden>

const pixels = ({ input, divided }: Golden): Float32Array =>
  Float32Array.from({ length: input.split('x').reduce((count, size) => count * Number(size), 4) }, (_, k) =>
    Math.fround(((k * 37) % 251) / divided),
  )

const floats = (base64: string) => new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer)

/** A folder for a model of TensorFlow.js, else a file. */
const placeOf = (name: string): string => path.join(goldens, name)

describe('files as other people wrote them give what their program gives', () => {
  test.each(Object.entries(files))('%s', async (name, golden) => {
    expect(existsSync(placeOf(name))).toBe(true)
    const { model } = await readModel(placeOf(name))
    const { network, classes } = projectOf(model, { file: name })
    const scaling = model.preprocessing?.isInside ? model.preprocessing : undefined
    const session = await openInference({ network, weights: model.weights, classes: classes.length, scaling })
    try {
      const logits = session.logits(pixels(golden))
      const outputs = model.outputKind === 'probabilities' ? softmaxRows(logits, classes.length) : logits
      const theirs = floats(golden.outputs)
      const largest = theirs.reduce((most, value) => Math.max(most, Math.abs(value)), 1)
      expect(largestDifference(outputs, theirs)).toBeLessThan(2e-5 * largest)
    } finally {
      session.close()
    }
  })
})

describe('weights alone', () => {
  const alone = readdirSync(goldens).filter((name) => /\.weights\./.test(name))

  test.each(alone)('%s has the arrays of its whole model, to the bit', async (name) => {
    const { model } = await readModel(placeOf(name))
    const whole = (await readModel(placeOf(name.replace(/\.weights\..*/, '.h5')))).model.weights
    expect(model.network).toBeUndefined()
    expect([...model.weights.shapes.keys()].sort()).toEqual([...whole.shapes.keys()].sort())
    for (const array of whole.shapes.keys()) expect(await model.weights.read(array)).toEqual(await whole.read(array))
  })

  test.each([...alone, 'k3-mnist.keras', 'k215-mnist.h5'])('a run begins with %s', async (name) => {
    const { model } = await readModel(placeOf(name.replace(/\.weights\..*/, '.h5')))
    const network = model.network as Network
    const found = await readForeignWeights(StartFrom.parse({ place: name }), goldens, network, {
      post: () => undefined,
      onCommand: () => undefined,
      onGone: () => undefined,
    })
    const wanted = [...model.weights.shapes].map(([array, shape]) => {
      return { layer: array.split('/')[0] as string, name: array, shape: [...shape] }
    })
    expect(matchWeights(wanted, found.weights, new Set())).toMatchObject({ fresh: [], unused: [] })
  })
})

/** What a Keras application's file has: its names and sizes, and for values how many arrays came before. */
function application(name: string, classes: number): WeightSource {
  const entry = zooNetwork(name)
  const network = entry.build({ ...entry.published, classes })
  const shapes = [...inferNetwork(network).layers.values()].flatMap(({ spec, weights }) =>
    weights.map((weight): [string, Shape] => [`${entry.kerasLayer?.(spec.id)}/${weight.name}`, weight.shape]),
  )
  const places = new Map(shapes.map(([array], k) => [array, k]))
  return {
    shapes: new Map(shapes),
    read: async (array) =>
      new Float32Array(elementCount(new Map(shapes).get(array) as Shape)).fill(places.get(array) as number),
  }
}

test.each(['resnet-v2-50', 'densenet-121'])('weights of a Keras application are those of our %s', async (name) => {
  const found = recognizeKerasZoo(application(name, 7))
  expect(found).toMatchObject({ entry: { name }, unused: [] })
  const wanted = [...inferNetwork(found?.network as Network).layers.values()].flatMap(({ spec, weights }) =>
    weights.map((weight) => `${spec.id}/${weight.name}`),
  )
  expect([...(found?.weights.shapes.keys() ?? [])].sort()).toEqual([...wanted].sort())
  // In our order each has its own place.
  const places = await Promise.all(wanted.map(async (array) => (await found?.weights.read(array))?.[0]))
  expect(places).toEqual(wanted.map((_, k) => k))
})

test('weights that lack a layer of the application are not taken for it', () => {
  const whole = application('resnet-v2-50', 7)
  const shapes = new Map([...whole.shapes].filter(([array]) => !array.startsWith('conv4_block3_2_conv/')))
  expect(recognizeKerasZoo({ ...whole, shapes })).toBeUndefined()
})
