import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Fetched, Session } from '../../main/engine/session'
import { Graph, type Tensor } from '../../shared/graph/graph'
import { mul } from '../../shared/graph/ops/arithmetic'
import { constant, gather, group, placeholder, reshape } from '../../shared/graph/ops/array'
import { rgbToHsv } from '../../shared/graph/ops/colourSpace'
import { projectiveTransform } from '../../shared/graph/ops/projectiveTransform'
import { compose, identityMap } from '../../shared/training/augmentation/affineMap'
import {
  applyColours,
  awayFromGrey,
  awayFromMean,
  greyOf,
  noColourChange,
  scaled,
} from '../../shared/training/augmentation/colourMap'
import { gatherPixels } from '../../shared/training/augmentation/gatherPixels'
import { gaussianBlur } from '../../shared/training/augmentation/gaussianBlur'
import { applyGeometry } from '../../shared/training/augmentation/geometry'
import {
  autoContrasted,
  equalized,
  posterized,
  solarized,
  throughLevels,
} from '../../shared/training/augmentation/levels'
import { shiftHue } from '../../shared/training/augmentation/operations/hue'
import { blend } from '../../shared/training/augmentation/operations/mixup'
import { covered } from '../../shared/training/augmentation/operations/randomErasing'
import { turnedBy } from '../../shared/training/augmentation/operations/rotation'
import { shearedBy } from '../../shared/training/augmentation/operations/shear'
import { enlargedBy } from '../../shared/training/augmentation/operations/zoom'
import { sharpened } from '../../shared/training/augmentation/sharpness'
import { normalized } from '../../shared/training/normalization'
import { decodeHere } from '../pictures/decodeHere'
import { noReference, referencePath, shared } from '../reference'
import { readSafetensors } from './safetensorsFile'

interface AugmentCase {
  readonly case: string
  readonly op: string
  readonly image: string
  readonly params: Readonly<Record<string, unknown>>
  readonly outputs: Readonly<Record<string, { readonly shape: number[]; readonly not_stored_see?: string }>>
  readonly largest_difference_in_255ths: Readonly<Record<string, number>>
}

const resizing =
  'the size of a picture is changed while it is decoded, in shared/pictures, and held against Pillow there'
/** What is not run, by case or by operation, each with its reason. */
const notRun: Readonly<Record<string, string>> = {
  resize_bilinear_antialias: resizing,
  resize_bilinear_plain: resizing,
  resize_nearest: resizing,
  resize_bicubic_antialias: resizing,
  resize_shorter_side: resizing,
  'resized_crop#0':
    'it makes the picture smaller; a window is only ever enlarged to the size that pictures already have',
  'pad#1': 'TensorFlow\'s transform has no mirror that leaves the edge single, so neither has "beyond"',
}

type Numbers = Readonly<Record<string, number>>
type Change = (graph: Graph, x: Tensor, params: Numbers, whole: AugmentCase) => Tensor

const one = (graph: Graph, value: number) => constant(graph, [value])
const whole = (graph: Graph, values: readonly number[]) => constant(graph, values, 'int32', [1, values.length])
const range = (from: number, count: number) => Array.from({ length: count }, (_, k) => from + k)
const sizes = ({ shape }: Tensor) => shape.slice(1) as [number, number, number]

function cut(graph: Graph, x: Tensor, [top, left, height, width]: readonly [number, number, number, number]): Tensor {
  return gatherPixels(graph, x, whole(graph, range(top, height)), whole(graph, range(left, width)), 0)
}

/** A map from index coordinates of the result to those of the picture, by rows. */
const nearest = (graph: Graph, x: Tensor, [a, b]: readonly (readonly number[])[], size: readonly [number, number]) =>
  projectiveTransform(graph, x, constant(graph, [...(a ?? []), ...(b ?? []), 0, 0], 'float32', [1, 8]), {
    interpolation: 'nearest',
    beyond: 0,
    height: size[0],
    width: size[1],
  })

const colour =
  (change: typeof scaled): Change =>
  (graph, x, { factor = 0 }) =>
    applyColours(graph, x, change(graph, noColourChange(graph, x), one(graph, factor)))

/** How each operation of the table is done here. */
const changes: Readonly<Record<string, Change>> = {
  flip_horizontal: (graph, x) =>
    applyGeometry(graph, x, { map: { ...identityMap, xx: one(graph, -1) }, isWhole: true, beyond: undefined }),
  flip_vertical: (graph, x) =>
    applyGeometry(graph, x, { map: { ...identityMap, yy: one(graph, -1) }, isWhole: true, beyond: undefined }),
  rotate90(graph, x, { quarter_turns_counterclockwise: turns = 0 }) {
    const [height, width] = sizes(x)
    if (turns === 2) {
      const map = { ...identityMap, xx: one(graph, -1), yy: one(graph, -1) }
      return applyGeometry(graph, x, { map, isWhole: true, beyond: undefined })
    }
    const counterClockwise = [
      [0, -1, width - 1],
      [1, 0, 0],
    ]
    const clockwise = [
      [0, 1, 0],
      [-1, 0, height - 1],
    ]
    return nearest(graph, x, turns === 1 ? counterClockwise : clockwise, [width, height])
  },
  affine(graph, x, _, { params }) {
    const given = params as {
      angle_degrees_clockwise: number
      translate_xy_pixels: [number, number]
      scale: number
      shear_xy_degrees: [number, number]
      interpolation: string
      inverse_matrix_index_coordinates: number[][]
    }
    const [height, width] = sizes(x)
    if (given.interpolation === 'nearest')
      return nearest(graph, x, given.inverse_matrix_index_coordinates, [height, width])
    // The order in which torchvision's affine does them: the list [shear, zoom, rotation, translation].
    const [right, down] = given.translate_xy_pixels
    const parts = [
      shearedBy(graph, one(graph, given.shear_xy_degrees[0]), one(graph, given.shear_xy_degrees[1])),
      enlargedBy(graph, one(graph, given.scale)),
      turnedBy(graph, one(graph, -given.angle_degrees_clockwise)),
      { ...identityMap, tx: one(graph, -right), ty: one(graph, -down) },
    ]
    const map = parts.reduce((all, next) => compose(graph, all, next))
    return applyGeometry(graph, x, { map, isWhole: false, beyond: 0 })
  },
  rotate(graph, x, { angle_degrees_counterclockwise: degrees = 0 }, { params, outputs }) {
    if (!params.expand)
      return applyGeometry(graph, x, { map: turnedBy(graph, one(graph, degrees)), isWhole: false, beyond: 0 })
    const [tall, wide] = (outputs.torchvision_uint8 as { shape: number[] }).shape as [number, number]
    const [height, width] = sizes(x)
    const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)]
    const [cx, cy] = [(wide - 1) / 2, (tall - 1) / 2]
    const map = [
      [cosine, -sine, (width - 1) / 2 - cosine * cx + sine * cy],
      [sine, cosine, (height - 1) / 2 - sine * cx - cosine * cy],
    ]
    return nearest(graph, x, map, [tall, wide])
  },
  brightness: colour(scaled),
  contrast: colour(awayFromMean),
  saturation: colour(awayFromGrey),
  hue: (graph, x, { delta_turns: turns = 0 }) => shiftHue(graph, x, one(graph, turns)),
  hsv: (graph, x) => mul(graph, rgbToHsv(graph, mul(graph, x, 1 / 255)), 255),
  grayscale(graph, x) {
    const [height, width] = sizes(x)
    return reshape(graph, greyOf(graph, reshape(graph, x, [1, height * width, 3])), [1, height, width, 1])
  },
  gaussian_blur: (graph, x, { kernel = 0, sigma = 0 }) => gaussianBlur(graph, x, one(graph, sigma), kernel),
  pad(graph, x, { pixels = 0 }, { params }) {
    const [height, width] = sizes(x)
    const beyond = params.mode === 'constant' ? 0 : params.mode === 'edge' ? 'edge' : 'mirror'
    const line = (size: number) => whole(graph, range(-pixels, size + 2 * pixels))
    return gatherPixels(graph, x, line(height), line(width), beyond)
  },
  crop: (graph, x, { top = 0, left = 0, height = 0, width = 0 }) => cut(graph, x, [top, left, height, width]),
  center_crop(graph, x, _, { params }) {
    const [tall, wide] = params.size_hw as [number, number]
    const [height, width] = sizes(x)
    // Python's rounding of halves.
    const half = (rest: number) => (rest % 4 === 1 ? (rest - 1) / 2 : rest % 2 === 1 ? (rest + 1) / 2 : rest / 2)
    return cut(graph, x, [half(height - tall), half(width - wide), tall, wide])
  },
  invert: (graph, x) => throughLevels(graph, x, (levels) => solarized(graph, levels, one(graph, 0))),
  posterize: (graph, x, { bits = 0 }) =>
    throughLevels(graph, x, (levels) => posterized(graph, levels, one(graph, bits))),
  solarize: (graph, x, { threshold = 0 }) =>
    throughLevels(graph, x, (levels) => solarized(graph, levels, one(graph, threshold))),
  autocontrast: (graph, x) => throughLevels(graph, x, (levels) => autoContrasted(graph, levels)),
  equalize: (graph, x) => throughLevels(graph, x, (levels) => equalized(graph, levels)),
  sharpness: (graph, x, { factor = 0 }) => sharpened(graph, x, one(graph, factor)),
  normalize(graph, x, _, { params }) {
    const { mean, std } = params as { mean: number[]; std: number[] }
    return mul(graph, normalized(graph, x, { kind: 'mean-deviation', mean, deviation: std }), 255)
  },
  erase(graph, x, { top = 0, left = 0, height = 0, width = 0, value = 0 }) {
    const window = {
      top: one(graph, top),
      left: one(graph, left),
      height: one(graph, height),
      width: one(graph, width),
    }
    return covered(graph, x, window, constant(graph, value))
  },
  mixup(graph, x, { lam = 0 }) {
    const upsideDown = gather(graph, x, constant(graph, range(0, sizes(x)[0]).reverse(), 'int32'), 1)
    return blend(graph, x, upsideDown, constant(graph, lam))
  },
}

/** Whose numbers ours are; the table says how far the others are from them. */
const authorities = ['torchvision_float', 'torchvision_uint8', 'numpy', 'formula', 'tensorflow']
/** Rounding of float32, in 255ths. */
const rounding = 0.02

describe.skipIf(!shared)(`augmentation parity${shared ? '' : ` (${noReference})`}`, () => {
  const all: AugmentCase[] = shared
    ? JSON.parse(readFileSync(referencePath('augment', 'index.json'), 'utf8')).cases
    : []
  const isRun = ({ case: name, op }: AugmentCase) => notRun[name] === undefined && notRun[op] === undefined
  const run = all.filter(isRun)
  const golden = shared ? readSafetensors(referencePath('augment', 'ops.safetensors')) : new Map()
  let results: Record<string, Fetched> = {}

  beforeAll(async () => {
    const graph = new Graph()
    const inputs: Record<string, Tensor> = {}
    const pictures: Record<string, Float32Array> = {}
    const shapes = { drawn: [32, 48, 3], noise: [32, 48, 3], photo: [64, 64, 3] } as const
    for (const [image, shape] of Object.entries(shapes)) {
      inputs[image] = placeholder(graph, image, 'float32', [1, ...shape])
      pictures[image] = Float32Array.from(await decodeHere(referencePath('augment', `${image}.png`), shape))
    }
    const outputs = Object.fromEntries(
      run.map((one) => {
        const change = changes[one.op]
        if (!change) throw new Error(`no way to do ${one.op}, and no reason not to`)
        return [one.case, change(graph, inputs[one.image] as Tensor, one.params as Numbers, one)]
      }),
    )
    const session = await Session.open({
      graph,
      initialize: group(graph, [], 'initialize'),
      variables: [],
      signatures: { run: { inputs, outputs } },
    })
    results = session.call('run', pictures)
    session.close()
  })

  test('every case is run or has a reason', () => {
    expect(all.length).toBe(90)
    const left = all.filter((one) => !isRun(one))
    expect(left.length).toBe(27)
    // No reason without a case.
    for (const name of Object.keys(notRun))
      expect(
        left.some((one) => one.case === name || one.op === name),
        name,
      ).toBe(true)
  })

  test.each(run.map((one) => [one.case, one] as const))(
    '%s',
    (name, { outputs, largest_difference_in_255ths: far }) => {
      const authority = authorities.find((each) => outputs[each]) as string
      const ours = results[name] as Float32Array
      let compared = 0
      for (const [library, { not_stored_see: twin }] of Object.entries(outputs)) {
        if (twin !== undefined) continue
        const theirs = golden.get(`${name}/${library}`)
        if (!theirs) throw new Error(`${name}/${library} is not in the file`)
        const stated =
          library === authority ? 0 : (far[`${authority}~${library}`] ?? far[`${library}~${authority}`] ?? 0)
        const scale = theirs.dtype === 'uint8' ? 1 : 255
        expect(ours.length).toBe(theirs.data.length)
        let worst = 0
        for (const [k, value] of ours.entries())
          worst = Math.max(worst, Math.abs(clipped(value) - clipped((theirs.data[k] as number) * scale)))
        const isExact = library === authority && scale === 1
        expect(worst, `against ${library}, in 255ths`).toBeLessThanOrEqual(stated + (isExact ? 0 : rounding))
        compared++
      }
      expect(compared).toBeGreaterThan(0)
    },
  )
})

const clipped = (value: number) => Math.min(Math.max(value, 0), 255)
