import type { ActivationsAnswer, ActivationsQuestion } from '../../../shared/contract/jobs'
import { type ActivationsProgram, compileActivations, type Place } from '../../../shared/insight/compileActivations'
import { type SoundPart, soundPart } from '../../../shared/insight/soundPart'
import { inferNetwork } from '../../../shared/model/infer'
import { leadingTo } from '../../../shared/model/leadingTo'
import { Problem } from '../../../shared/problem'
import type { Project } from '../../../shared/records/project'
import { imageBytes } from '../../data/dataSet'
import type { LabBench } from './labBench'
import { keyOf, openProgram } from './openProgram'
import { scaled } from './scaled'

/** Bytes of tiles in one answer: with more layers they are smaller. */
const mostBytes = 6 * 2 ** 20
const leastSide = 8

/** What layers make of a picture, as far as the network is sound. */
export async function activations(
  question: ActivationsQuestion,
  bench: LabBench,
  signal: AbortSignal,
): Promise<ActivationsAnswer> {
  const { subject, maps } = question
  const project = await bench.projectOf(subject)
  const inference = inferNetwork(project.network)
  const part = soundPart(inference)
  if (!part) throw noInput()
  const wanted = question.layers ?? inference.order
  const there = new Set(part.layers.map(({ spec }) => spec.id))
  const chosen = new Set(wanted.filter((id) => there.has(id)))
  const missing = wanted
    .filter((id) => !there.has(id))
    .map((layer) => ({ layer, reason: part.tooLarge.includes(layer) ? ('too-large' as const) : ('unsound' as const) }))
  const picture = await bench.picture(subject, project, question.picture)
  checkSize(picture.pixels, part)
  signal.throwIfAborted()
  const seen = { size: [...part.inputShape] as [number, number, number], pixels: picture.pixels }
  const none = { ask: 'activations' as const, layers: [], missing, weights: { trained: 0, fresh: 0 }, picture: seen }
  if (chosen.size === 0) return none

  const side = fittingSide(question, part, chosen)
  const weights = 'project' in subject ? subject.weights : subject
  const from = weights && (await bench.run(weights.runFolder, weights.checkpoint))
  const normalization = await bench.normalization(subject, project)
  signal.throwIfAborted()
  const request = requestFor(project, part, leadingTo(inference, chosen))
  const key = keyOf(
    'activations',
    project.network,
    request.seed,
    request.precision,
    normalization,
    [...chosen],
    maps,
    side,
    from?.checkpoint.path,
  )
  const {
    program,
    session,
    weights: counts,
  } = await bench.programs.get(key, () =>
    openProgram(compileActivations({ ...request, normalization, chosen, maps, side }), from?.checkpoint.weights, {
      strict: !('project' in subject),
    }),
  )
  signal.throwIfAborted()
  const { values } = session.call('activations', { images: picture.pixels })
  const all = typeof values === 'number' ? Float32Array.of(values) : (values as Float32Array)
  const { places } = program as ActivationsProgram
  return { ...none, layers: places.map((place) => activationAt(place, all)), weights: counts }
}

function requestFor({ training }: Project, part: SoundPart, needed: ReadonlySet<string>) {
  return {
    layers: part.layers.filter(({ spec }) => needed.has(spec.id)),
    inputShape: part.inputShape,
    seed: training.seed,
    precision: training.precision,
  }
}

/** The side that was asked for, or a smaller one with which the answer is not too large. */
function fittingSide({ maps, side }: ActivationsQuestion, { layers }: SoundPart, chosen: ReadonlySet<string>): number {
  const shapes = layers.filter(({ spec, shape }) => chosen.has(spec.id) && shape.length === 3).map(({ shape }) => shape)
  const bytes = (longest: number) =>
    shapes.reduce((sum, [height = 1, width = 1, depth = 1]) => {
      const step = Math.max(1, Math.ceil(Math.max(height, width) / longest))
      return sum + Math.ceil(height / step) * Math.ceil(width / step) * Math.min(maps, depth)
    }, 0)
  let fitting = side
  while (fitting > leastSide && bytes(fitting) > mostBytes) fitting = Math.max(leastSide, Math.floor(fitting * 0.8))
  return fitting
}

function activationAt(place: Place, all: Float32Array): ActivationsAnswer['layers'][number] {
  const { layer, start } = place
  const shape = [...place.shape]
  if (place.kind === 'values') {
    const values = all.subarray(start, start + place.count)
    const [min, max] = rangeOf(values)
    return { layer, kind: 'values', shape, min, max, pixels: scaled(values, min, max) }
  }
  const { tile, channels } = place
  const size = tile[0] * tile[1]
  const depth = shape[2] as number
  const ends = start + channels.length * size
  const most = (c: number) => all[ends + c] as number
  const least = (c: number) => -(all[ends + depth + c] as number)
  const pixels = new Uint8Array(channels.length * size)
  const maps = channels.map((channel, k) => {
    const [min, max] = [least(channel), most(channel)]
    pixels.set(scaled(all.subarray(start + k * size, start + (k + 1) * size), min, max), k * size)
    return { channel, min: whole(min), max: whole(max) }
  })
  const dark = Array.from({ length: depth }, (_, c) => c).filter((c) => most(c) === least(c)).length
  return { layer, kind: 'maps', shape, tile: [tile[0], tile[1]], maps, dark, pixels }
}

/** No message has a NaN or an infinity in it. */
const whole = (value: number): number => (Number.isFinite(value) ? value : 0)

function rangeOf(values: Float32Array): [min: number, max: number] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    min = Math.min(min, value)
    max = Math.max(max, value)
  }
  return min <= max ? [min, max] : [0, 0]
}

function checkSize(pixels: Uint8Array, { inputShape }: SoundPart): void {
  if (pixels.length === imageBytes(inputShape)) return
  throw new Problem({
    code: 'input-clash',
    message: `the network takes pictures of ${inputShape.join('x')}, the data has others`,
    remedy: 'give the input layer the size of the data',
  })
}

const noInput = (): Problem =>
  new Problem({
    code: 'no-input',
    message: 'the network has no input for pictures',
    remedy: 'give it an input layer',
  })
