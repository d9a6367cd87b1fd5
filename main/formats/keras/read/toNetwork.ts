import { elementCount, type Shape } from '../../../../shared/graph/shape'
import { layerDefinition } from '../../../../shared/layers'
import { isLayerProblem, type WeightSpec } from '../../../../shared/layers/layer'
import { parseConfig } from '../../../../shared/model/layerConfig'
import type { LayerSpec } from '../../../../shared/model/layerSpec'
import type { ProblemDetails } from '../../../../shared/problem'
import type { ImportedModel, ReadBudget } from '../../importedModel'
import { printable } from '../../printable'
import type { MadeWeight } from '../../weightSource'
import { adaptivePool } from './adaptivePool'
import type { KerasArray, KerasArrays } from './arrays'
import type { KerasGraph, KerasNode } from './graph'
import { layerIdOf } from './layerId'
import { layerReadings } from './layerReadings'
import type { LayerPlan, Reading } from './plan'
import { kerasProblem } from './problem'

export interface ToNetwork {
  readonly graph: KerasGraph
  readonly arrays: KerasArrays
  readonly isKeras3: boolean
  readonly place: string
  readonly budget: ReadBudget
}

interface Built {
  readonly id: string
  readonly shape: Shape
}

/**
 * A Keras model as a network of ours, with its weights. Every layer that is not known is named, all of them at once; sizes are checked
 * against the layer before a value is read. A softmax at the end is taken off, for our losses have it; a rescaling in front becomes the
 * normalization.
 */
export function toNetwork({ graph, arrays, isKeras3, place, budget }: ToNetwork): ImportedModel {
  const layers: LayerSpec[] = []
  const built = new Map<string, Built>()
  const made = new Map<string, MadeWeight>()
  const notUnderstood: ProblemDetails[] = []
  const unknown: string[] = []
  const taken = new Set<string>()
  let preprocessing: { scale: readonly number[]; offset: readonly number[] } | undefined
  let isFront = true
  const readers = new Map<string, number>()
  for (const node of graph.nodes) for (const id of node.inputs) readers.set(id, (readers.get(id) ?? 0) + 1)
  let floats = 0

  /** Adds one of our layers behind others; throws for one that cannot stand there. */
  const add = (
    node: KerasNode,
    plan: LayerPlan,
    inputs: readonly Built[],
    file: readonly KerasArray[],
    isFrozen: boolean,
  ): Built => {
    const definition = layerDefinition(plan.type)
    if (!definition) throw new Error(`there is no layer ${plan.type}`)
    const parsed = parseConfig(definition, { ...plan.config })
    const faulty = (why: string) =>
      kerasProblem('layer', `${printable(node.id)} cannot be a ${plan.type}: ${why}`, place)
    if ('problems' in parsed) throw faulty(parsed.problems[0]?.message ?? 'its settings are wrong')
    const shapes = inputs.map(({ shape }) => shape)
    const shape = definition.shape(parsed.config, shapes)
    if (isLayerProblem(shape)) throw faulty(shape.message)
    const id = freeLayerId(node, taken)
    if (layers.length >= budget.layers) throw kerasProblem('budget', `it has more than ${budget.layers} layers`, place)
    layers.push({
      id,
      type: plan.type,
      inputs: inputs.map((one) => one.id),
      config: { ...plan.config },
      ...((isFrozen || plan.values) && { frozen: true }),
    })
    const wanted = definition.weights?.(parsed.config, shapes) ?? []
    if (!plan.values && wanted.length !== file.length)
      throw kerasProblem('weights', `${printable(node.id)} has ${file.length} arrays, not ${wanted.length}`, place)
    wanted.forEach((spec, k) => {
      floats += elementCount(spec.shape)
      if (floats * 4 > budget.weightBytes)
        throw kerasProblem('budget', `its weights have more than ${budget.weightBytes} bytes`, place)
      made.set(
        `${id}/${spec.name}`,
        plan.values ? ownValues(plan, spec) : fileValues(node, spec, file[k] as KerasArray, place),
      )
    })
    return { id, shape }
  }

  refuseUnknownClasses(graph, place)
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((id) => built.get(id) as Built)
    // What stands behind an unknown layer has no shape.
    if (inputs.some((input) => input === undefined)) continue
    if (node.className === 'InputLayer') {
      const shape = inputShape(node, place)
      built.set(node.id, add(node, { type: 'input', config: { shape } }, [], [], false))
      continue
    }
    const pool = adaptivePool(node, graph, arrays, built)
    if (pool === 'part') {
      built.set(node.id, inputs[0] as Built)
      continue
    }
    const reading: Reading = pool
      ? { plans: [pool.plan] }
      : Object.hasOwn(layerReadings, node.className)
        ? (layerReadings[node.className] as (typeof layerReadings)[string])(node.config, {
            isKeras3,
            inputs: inputs.map(({ shape }) => shape),
          })
        : { unknown: 'no layer that we have' }
    const from = pool ? [built.get(pool.from) as Built] : inputs
    if ('unknown' in reading) {
      unknown.push(`${describe(node)}: ${reading.unknown}`)
      continue
    }
    if ('leftOut' in reading) {
      notUnderstood.push({
        code: 'keras-left-out',
        message: `${printable(node.id)} (${node.className}) is left out: ${reading.leftOut}`,
        place,
      })
      built.set(node.id, inputs[0] as Built)
      continue
    }
    if ('plans' in reading) {
      const isFrozen = node.config.trainable === false
      const file = pool || !reading.plans[0] || reading.plans[0].values ? [] : arrays(node)
      let at = from
      for (const [k, plan] of reading.plans.entries())
        at = [add(node, plan, at, k === 0 ? file : [], isFrozen && k === 0 && file.length > 0)]
      if (reading.plans.length > 0) isFront = false
      built.set(node.id, at[0] as Built)
      continue
    }
    const factors = 'normalization' in reading ? normalizationFactors(node, reading, arrays(node), place) : reading
    // Only where nothing else reads the pictures as they are.
    if (isFront && inputs[0]?.shape.length === 3 && readers.get(node.inputs[0] as string) === 1) {
      preprocessing = preprocessing ? composed(preprocessing, factors) : factors
      built.set(node.id, inputs[0])
      continue
    }
    isFront = false
    built.set(node.id, add(node, scalePlan(factors), inputs, [], true))
  }
  if (unknown.length > 0) throw unknownLayers(unknown, place)
  const output = built.get(graph.output)
  if (!output) throw kerasProblem('config', 'its output is not among its layers', place)
  const isSoftmax = takeSoftmaxOff(layers, output.id)
  return {
    network: { ...(graph.name !== undefined && { name: graph.name.slice(0, 200) }), layers },
    weights: {
      shapes: new Map([...made].map(([name, { shape }]) => [name, shape])),
      async read(name) {
        const found = made.get(name)
        if (!found) throw new Error(`there is no weight ${name}`)
        return found.make()
      },
    },
    ...(preprocessing && {
      preprocessing: { resize: 'stretch', background: [255, 255, 255], ...preprocessing, isInside: true },
    }),
    outputKind: isSoftmax ? 'probabilities' : 'logits',
    notUnderstood,
  }
}

/** Classes that stand for nothing by themselves, but may be part of something that we know. */
const parts = new Set(['InputLayer', 'Permute'])

function refuseUnknownClasses({ nodes }: KerasGraph, place: string): void {
  const unknown = nodes.filter(({ className }) => !Object.hasOwn(layerReadings, className) && !parts.has(className))
  if (unknown.length > 0) throw unknownLayers(unknown.map(describe), place)
}

function unknownLayers(unknown: readonly string[], place: string) {
  const shown = unknown.slice(0, 8).join('; ')
  return kerasProblem(
    'unknown-layer',
    `it has layers that we do not have: ${shown}${unknown.length > 8 ? ` and ${unknown.length - 8} more` : ''}`,
    place,
    'take them out in Keras, or import its weights alone',
  )
}

const describe = ({ id, className }: KerasNode): string => `${printable(id)} (${printable(className)})`

/** Ours of a name of Keras', not taken yet. */
function freeLayerId({ id }: KerasNode, taken: Set<string>): string {
  const stem = layerIdOf(id)
  let name = stem
  for (let k = 2; taken.has(name); k++) name = `${stem}_${k}`
  taken.add(name)
  return name
}

function inputShape(node: KerasNode, place: string): Shape {
  const given = node.config.batch_shape ?? node.config.batch_input_shape
  const sizes: readonly unknown[] = Array.isArray(given) ? given.slice(1) : []
  const isKnown = sizes.every(
    (size) => typeof size === 'number' && Number.isInteger(size) && size > 0 && size <= 1_048_576,
  )
  if (Array.isArray(given) && isKnown && (sizes.length === 3 || sizes.length === 1)) return sizes as number[]
  throw kerasProblem(
    'input-shape',
    Array.isArray(given)
      ? `its input is [${sizes.map((size) => (size === null ? 'any' : String(size))).join(', ')}], not a picture of a fixed size`
      : 'it does not say how large its input is: it was saved before it was built',
    place,
    'give its input a fixed height, width and channels in Keras and save it again',
  )
}

function ownValues({ values }: LayerPlan, { name, shape }: WeightSpec): MadeWeight {
  const make = values?.[name]
  if (!make) throw new Error(`no values for ${name}`)
  return { shape, make: async () => make(shape) }
}

/** An array of the file for a weight: of the same sizes, axes of one pixel aside (a PReLU's slopes, a dense layer over pixels). */
function fileValues(node: KerasNode, { name, shape }: WeightSpec, array: KerasArray, place: string): MadeWeight {
  const wide = (sizes: readonly number[]) => sizes.filter((one) => one !== 1).join()
  if (wide(array.shape) !== wide(shape))
    throw kerasProblem(
      'weight-shape',
      `the array ${printable(array.name)} is [${array.shape.join(', ')}], the ${name} of ${printable(node.id)} is [${shape.join(', ')}]`,
      place,
    )
  return { shape, make: async () => array.values() }
}

function normalizationFactors(
  node: KerasNode,
  { given }: { readonly given?: { readonly mean: number[]; readonly variance: number[] } },
  file: readonly KerasArray[],
  place: string,
) {
  const [mean, variance] = given
    ? [given.mean, given.variance]
    : file.length >= 2
      ? [[...(file[0] as KerasArray).values()], [...(file[1] as KerasArray).values()]]
      : [undefined, undefined]
  if (!mean || !variance || mean.length !== variance.length)
    throw kerasProblem('weights', `${printable(node.id)} has no mean and variance`, place)
  // Keras divides by the larger of the deviation and its smallest number.
  const deviation = variance.map((value) => Math.max(Math.sqrt(value), 1e-7))
  return {
    scale: deviation.map((d) => 1 / d),
    offset: mean.map((m, k) => -m / (deviation[k] as number)),
  }
}

type Factors = { readonly scale: readonly number[]; readonly offset: readonly number[] }

/** One after the other, as one. */
function composed(first: Factors, second: Factors): Factors {
  const count = Math.max(first.scale.length, first.offset.length, second.scale.length, second.offset.length)
  const of = (values: readonly number[], k: number) => (values.length === 1 ? values[0] : values[k]) as number
  const each = Array.from({ length: count }, (_, k) => k)
  return {
    scale: each.map((k) => of(first.scale, k) * of(second.scale, k)),
    offset: each.map((k) => of(first.offset, k) * of(second.scale, k) + of(second.offset, k)),
  }
}

/** x * scale + offset as a frozen batch norm: gamma and beta, mean 0, variance 1 - epsilon. */
function scalePlan({ scale, offset }: Factors): LayerPlan {
  const epsilon = 1e-5
  const spread = (values: readonly number[]) => (shape: Shape) =>
    Float32Array.from(
      { length: elementCount(shape) },
      (_, k) => (values.length === 1 ? values[0] : values[k]) as number,
    )
  return {
    type: 'batch-norm',
    config: { epsilon },
    values: {
      gamma: spread(scale),
      beta: spread(offset),
      'moving-mean': spread([0]),
      'moving-variance': spread([1 - epsilon]),
    },
  }
}

/** Removes a softmax that is the network's output; says whether there was one. */
function takeSoftmaxOff(layers: LayerSpec[], output: string): boolean {
  const at = layers.findIndex(({ id }) => id === output)
  const last = layers[at]
  const isSoftmax = last?.type === 'activation' && last.config.kind === 'softmax'
  if (isSoftmax && layers.length > 2) layers.splice(at, 1)
  return isSoftmax === true
}
