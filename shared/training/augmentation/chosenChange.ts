import type { Graph, Tensor } from '../../graph/graph'
import { add, equal, mul, select, sub } from '../../graph/ops/arithmetic'
import { constant, gather } from '../../graph/ops/array'
import { clip } from '../../graph/ops/clip'
import { abs, floor, round, sign } from '../../graph/ops/functions'
import { partition, stitch } from '../../graph/ops/partition'
import { projectiveTransform } from '../../graph/ops/projectiveTransform'
import { rowNumbers } from '../../graph/ops/range'
import { type AffineMap, compose, projectiveRows } from './affineMap'
import { plainNumber, signedNumber } from './caption'
import { applyColours, awayFromGrey, awayFromMean, eachColumn, noColourChange, scaled } from './colourMap'
import { autoContrasted, equalized, type Levels, posterized, solarized, throughLevels } from './levels'
import type { PictureSize } from './operation'
import { turnedBy } from './operations/rotation'
import { sharpened } from './sharpness'

/** The 14 changes of RandAugment and TrivialAugment, in torchvision's order. */
export const changeNames = [
  'identity',
  'shear-x',
  'shear-y',
  'translate-x',
  'translate-y',
  'rotate',
  'brightness',
  'color',
  'contrast',
  'sharpness',
  'posterize',
  'solarize',
  'autocontrast',
  'equalize',
] as const
type ChangeName = (typeof changeNames)[number]

/** How much a change does at full strength, to either side or (posterize, solarize) to one. */
export interface ChangeRanges {
  /** Of the sine: the part of its height by which a picture is slid. */
  readonly shear: number
  /** In pixels. */
  readonly translateX: number
  readonly translateY: number
  readonly degrees: number
  /** Of a factor around 1. */
  readonly colour: number
  /** Bits taken away. */
  readonly bits: number
}

/** The amount of each change: base + range * strength, where a signed range goes either way. */
const amounts = (ranges: ChangeRanges): Record<ChangeName, { base: number; range: number; isSigned: boolean }> => {
  const signed = (base: number, range: number) => ({ base, range, isSigned: true })
  const oneWay = (base: number, range: number) => ({ base, range, isSigned: false })
  return {
    identity: oneWay(0, 0),
    'shear-x': signed(0, ranges.shear),
    'shear-y': signed(0, ranges.shear),
    'translate-x': signed(0, ranges.translateX),
    'translate-y': signed(0, ranges.translateY),
    rotate: signed(0, ranges.degrees),
    brightness: signed(1, ranges.colour),
    color: signed(1, ranges.colour),
    contrast: signed(1, ranges.colour),
    sharpness: signed(1, ranges.colour),
    posterize: oneWay(8, -ranges.bits),
    solarize: oneWay(255, -255),
    autocontrast: oneWay(0, 0),
    equalize: oneWay(0, 0),
  }
}

/** The amount of each picture's change: `which` int32 [n], `strength` of 0 to 1 and `way` of -1 or 1, float32 [n]. */
export function amountOf(graph: Graph, ranges: ChangeRanges, which: Tensor, strength: Tensor, way: Tensor): Tensor {
  const table = amounts(ranges)
  const of = (value: (name: ChangeName) => number) => gather(graph, constant(graph, changeNames.map(value)), which)
  const isSigned = equal(
    graph,
    of((name) => (table[name].isSigned ? 1 : 0)),
    1,
  )
  const signedStrength = select(graph, isSigned, mul(graph, strength, way), strength)
  return add(
    graph,
    of((name) => table[name].base),
    mul(
      graph,
      of((name) => table[name].range),
      signedStrength,
    ),
  )
}

/** Changes of which all pictures together take the same way; `as-it-is` takes none. */
const ways = ['as-it-is', 'place', 'colour', 'sharpness', 'levels'] as const
type Way = (typeof ways)[number]

const wayOf: Record<ChangeName, Way> = {
  identity: 'as-it-is',
  'shear-x': 'place',
  'shear-y': 'place',
  'translate-x': 'place',
  'translate-y': 'place',
  rotate: 'place',
  brightness: 'colour',
  color: 'colour',
  contrast: 'colour',
  sharpness: 'sharpness',
  posterize: 'levels',
  solarize: 'levels',
  autocontrast: 'levels',
  equalize: 'levels',
}

/**
 * Each picture changed by the change that it was given: float32 [n, h, w, c] of 0-255, `which` int32 [n], `amount` float32 [n] as `amountOf`
 * gives it. The batch is dealt out to the ways of changing (one transform to the nearest pixel, one colour matrix, one sharpening, one table of levels) and put
 * together again, so there is no loop, and no picture goes through what does nothing to it: half of the time of all through everything. Within a way
 * numbers that do nothing stand where it is another change's turn. What comes out is whole levels, as torchvision works on bytes; shears turn about the
 * top left corner, as Pillow's do.
 */
export function applyChange(graph: Graph, pictures: Tensor, which: Tensor, amount: Tensor): Tensor {
  const numbers = changeNames.map((name) => ways.indexOf(wayOf[name]))
  const groups = gather(graph, constant(graph, numbers, 'int32'), which)
  const dealt = (x: Tensor) => partition(graph, x, groups, ways.length)
  const [places, parts, whiches, amounts] = [
    dealt(rowNumbers(graph, pictures)),
    dealt(pictures),
    dealt(which),
    dealt(amount),
  ]
  const changed = ways.map((way, k) =>
    byWay[way](graph, parts[k] as Tensor, chosenIn(graph, whiches[k] as Tensor, amounts[k] as Tensor)),
  )
  const whole = stitch(graph, places, changed, pictures.shape[0] as number)
  return round(graph, clip(graph, whole, 0, 255))
}

/** Which of the pictures of a way have a change, and its amount; for the others a number that does nothing. */
interface Chosen {
  is(name: ChangeName): Tensor
  amountFor(name: ChangeName, neutral: number): Tensor
}

function chosenIn(graph: Graph, which: Tensor, amount: Tensor): Chosen {
  const is = (name: ChangeName) => equal(graph, which, changeNames.indexOf(name))
  return { is, amountFor: (name, neutral) => select(graph, is(name), amount, constant(graph, neutral)) }
}

const byWay: Record<Way, (graph: Graph, pictures: Tensor, chosen: Chosen) => Tensor> = {
  'as-it-is': (_, pictures) => pictures,
  place(graph, pictures, { amountFor }) {
    const size = sizeOf(pictures)
    const centre = [((size[1] as number) - 1) / 2, ((size[0] as number) - 1) / 2] as const
    const maps = projectiveRows(graph, placeMap(graph, amountFor, size), centre, rowNumbers(graph, pictures))
    return projectiveTransform(graph, pictures, maps, { interpolation: 'nearest', beyond: 0 })
  },
  colour(graph, pictures, { amountFor }) {
    const plain = noColourChange(graph, pictures)
    const lit = awayFromMean(graph, scaled(graph, plain, amountFor('brightness', 1)), amountFor('contrast', 1))
    const coloured = sizeOf(pictures)[2] === 3 ? awayFromGrey(graph, lit, amountFor('color', 1)) : lit
    return applyColours(graph, pictures, coloured)
  },
  sharpness: (graph, pictures, { amountFor }) => sharpened(graph, pictures, amountFor('sharpness', 1)),
  levels: (graph, pictures, chosen) =>
    throughLevels(graph, clip(graph, pictures, 0, 255), (levels) => levelTable(graph, levels, chosen)),
}

const sizeOf = ({ shape }: Tensor): PictureSize => shape.slice(1) as unknown as PictureSize

/** Of a picture at most one part does something, so their order is of no account. */
function placeMap(graph: Graph, amountFor: Chosen['amountFor'], [height, width]: PictureSize): AffineMap {
  const whole = (value: Tensor) => mul(graph, sign(graph, value), floor(graph, abs(graph, value)))
  const [shearX, shearY] = [amountFor('shear-x', 0), amountFor('shear-y', 0)]
  const [right, down] = [whole(amountFor('translate-x', 0)), whole(amountFor('translate-y', 0))]
  const slid: AffineMap = {
    xx: 1,
    xy: shearX,
    tx: sub(graph, mul(graph, shearX, height / 2), right),
    yx: shearY,
    yy: 1,
    ty: sub(graph, mul(graph, shearY, width / 2), down),
  }
  return compose(graph, slid, turnedBy(graph, amountFor('rotate', 0)))
}

function levelTable(graph: Graph, levels: Levels, { is, amountFor }: Chosen): Tensor {
  const tables: readonly (readonly [ChangeName, Tensor])[] = [
    ['posterize', posterized(graph, levels, round(graph, amountFor('posterize', 8)))],
    ['solarize', solarized(graph, levels, amountFor('solarize', 256))],
    ['autocontrast', autoContrasted(graph, levels)],
    ['equalize', equalized(graph, levels)],
  ]
  return round(
    graph,
    tables.reduce((found, [name, table]) => select(graph, eachColumn(graph, is(name)), table, found), levels.all),
  )
}

/** What a change did, in a few words: 'rotate +9.0'. */
export function changeCaption(which: number, amount: number): string {
  const name = changeNames[which] ?? 'identity'
  switch (name) {
    case 'identity':
    case 'autocontrast':
    case 'equalize':
      return name
    case 'translate-x':
    case 'translate-y':
      return `${name} ${signedNumber(Math.trunc(amount), 0)}`
    case 'rotate':
      return `${name} ${signedNumber(amount)}`
    case 'shear-x':
    case 'shear-y':
      return `${name} ${signedNumber(amount, 2)}`
    case 'posterize':
    case 'solarize':
      return `${name} ${plainNumber(amount, 0)}`
    default:
      return `${name} ${plainNumber(amount)}`
  }
}
