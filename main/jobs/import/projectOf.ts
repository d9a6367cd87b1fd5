import type { ImportTask } from '../../../shared/contract/jobs'
import { inferNetwork } from '../../../shared/model/infer'
import type { Network } from '../../../shared/model/network'
import { Problem, type ProblemDetails } from '../../../shared/problem'
import type { Normalization, Preprocessing } from '../../../shared/records/preprocessing'
import type { ImportedModel } from '../../formats/importedModel'

/** What a project is made of. */
export interface ImportedParts {
  readonly network: Network
  readonly inputShape: readonly [number, number, number]
  readonly classes: readonly string[]
  readonly preprocessing: Preprocessing
  readonly notes: readonly ProblemDetails[]
}

const values: Readonly<Record<NonNullable<ImportTask['values']>, Normalization>> = {
  '0-255': { kind: 'mean-deviation', mean: [0], deviation: [1 / 255] },
  '0-1': { kind: '0-1' },
  '-1-1': { kind: '-1-1' },
  imagenet: { kind: 'imagenet' },
}

/** An imported model as a network on pictures. Throws a Problem where there is no network, or none that classifies. */
export function projectOf(model: ImportedModel, task: Pick<ImportTask, 'values' | 'file'>): ImportedParts {
  if (!model.network)
    throw new Problem({
      code: 'import-no-network',
      message: `the file holds ${model.weights.shapes.size} arrays and no network that they belong to`,
      remedy: 'make a project of that network and begin a training with them: train --from FILE',
      place: task.file,
      values: { kind: 'weights', arrays: model.weights.shapes.size },
    })
  const notes: ProblemDetails[] = [...model.notUnderstood]
  const network = onPictures(model.network, notes)
  const inference = inferNetwork(network)
  const [problem] = inference.problems
  if (problem) throw new Problem({ ...problem, code: 'import-unsound', place: task.file })
  const input = inference.layers.get(inference.input ?? '')?.shape as [number, number, number]
  const output = inference.layers.get(inference.output ?? '')?.shape ?? []
  if (output.length !== 1)
    throw new Problem({
      code: 'import-not-classifier',
      message: `the network gives ${output.join('x')}, not one number a class`,
      remedy: 'import a classifier, or cut the model where it is one',
      place: task.file,
      values: { kind: 'shape', shape: output.join('x') },
    })
  const count = output[0] as number
  const classes =
    model.classes?.length === count ? model.classes : Array.from({ length: count }, (_, k) => `class ${k}`)
  if (model.classes?.length !== count)
    notes.push({
      code: 'import-classes-unknown',
      message: `the file names no classes: they are called class 0 to class ${count - 1}`,
      values: { kind: 'numbered', last: count - 1 },
    })
  return { network, inputShape: input, classes, preprocessing: preprocessingOf(model, task.values, notes), notes }
}

/** A network that takes a vector takes pictures of one pixel with as many channels. */
function onPictures(network: Network, notes: ProblemDetails[]): Network {
  const input = network.layers.find(({ type }) => type === 'input')
  const shape = input?.config.shape
  if (!input || !Array.isArray(shape) || shape.length !== 1) return network
  notes.push({
    code: 'import-vector-input',
    layer: input.id,
    message: `the model takes ${shape[0]} numbers, not pictures: it is given pictures of one pixel with ${shape[0]} channels`,
    values: { kind: 'pixel', count: shape[0] },
  })
  const taken = new Set(network.layers.map(({ id }) => id))
  let picture = 'picture'
  while (taken.has(picture)) picture = `${picture}_`
  return {
    ...network,
    layers: [
      { ...input, id: picture, config: { shape: [1, 1, shape[0]] } },
      ...network.layers.map((layer) =>
        layer.id === input.id ? { ...layer, type: 'flatten', inputs: [picture], config: {} } : layer,
      ),
    ],
  }
}

function preprocessingOf(model: ImportedModel, wish: ImportTask['values'], notes: ProblemDetails[]): Preprocessing {
  const { preprocessing } = model
  const { resize = 'stretch', background = [255, 255, 255] } = preprocessing ?? {}
  const base = { resize, background: [...background] as [number, number, number] }
  if (wish) return { ...base, normalization: values[wish] }
  if (preprocessing) return { ...base, normalization: normalizationOf(preprocessing) }
  notes.push({
    code: 'import-values-unknown',
    message: 'the file does not say what its input is: pixels are brought to 0 to 1',
    remedy: 'say it with --values: 0-255, 0-1, -1-1 or imagenet',
    values: { kind: 'assumed' },
  })
  return { ...base, normalization: { kind: '0-1' } }
}

/** y = pixel * scale + offset as the project writes it: (pixel / 255 - mean) / deviation. */
export function normalizationOf({
  scale,
  offset,
}: {
  readonly scale: readonly number[]
  readonly offset: readonly number[]
}): Normalization {
  const is = (value: readonly number[], wanted: number) => value.every((one) => Math.abs(one - wanted) <= 1e-9)
  if (is(scale, 1 / 255) && is(offset, 0)) return { kind: '0-1' }
  if (is(scale, 1 / 127.5) && is(offset, -1)) return { kind: '-1-1' }
  if (scale.some((value) => !(value > 0)))
    throw new Problem({
      code: 'import-normalization',
      message: `the model multiplies pixels by ${scale.join(', ')}`,
      remedy: 'take that out of the model, and say what its input is with --values',
    })
  const count = Math.max(scale.length, offset.length)
  const of = (all: readonly number[], k: number) => (all.length === 1 ? all[0] : all[k]) as number
  const deviation = Array.from({ length: count }, (_, k) => 1 / (255 * of(scale, k)))
  return { kind: 'mean-deviation', mean: deviation.map((d, k) => 0 - of(offset, k) * d), deviation }
}
