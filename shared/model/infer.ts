import type { Shape } from '../graph/shape'
import { keptParts } from '../keptParts'
import { layerDefinition, layerDefinitions } from '../layers'
import { isLayerProblem, type LayerDefinition, type WeightSpec } from '../layers/layer'
import { nearest } from '../nearest'
import type { ProblemDetails } from '../problem'
import { type BlockPart, expand } from './blocks/expand'
import { parseConfig } from './layerConfig'
import { blockType, type LayerId, type LayerSpec } from './layerSpec'
import type { AuxiliaryOutput, Network } from './network'
import { type PlacedLayer, wire } from './wiring'

/** A layer of known type with a valid configuration. */
export interface InferredLayer {
  readonly spec: LayerSpec
  readonly definition: LayerDefinition
  /** With its defaults. */
  readonly config: object
  /** Shapes of its inputs, without the batch; empty where one of them is unknown. */
  readonly inputs: readonly Shape[]
  /** Of its output, without the batch; `undefined` where a problem stands at or before it. */
  readonly shape: Shape | undefined
  readonly weights: readonly WeightSpec[]
  /** Multiply-adds of one picture's forward pass. */
  readonly macs: number
}

export interface Inference {
  /** Every layer by its id, blocks expanded. */
  readonly specs: ReadonlyMap<LayerId, LayerSpec>
  /** The blocks that the layers come from, outer before inner. */
  readonly parts: readonly BlockPart[]
  /** Second classifiers, their layers as ids of `layers`. */
  readonly auxiliary: readonly AuxiliaryOutput[]
  /** Ids of all layers, each after its inputs (in a loop: as the spec has them). */
  readonly order: readonly LayerId[]
  /** By id; without layers of unknown type or wrong configuration. */
  readonly layers: ReadonlyMap<LayerId, InferredLayer>
  /** None: the network can be compiled. */
  readonly problems: readonly ProblemDetails[]
  readonly input?: LayerId
  readonly output?: LayerId
}

/**
 * What every layer of a network gives, and everything that is wrong with it. A half-built network is a normal state: shapes go as
 * far as they are known, and each problem is reported once, where its cause is.
 *
 * @param before of any network: layers that say the same there and take the same shapes are not worked out again, and stay the same objects
 */
export function inferNetwork(network: Network, before?: Inference): Inference {
  const { layers: flat, places, parts, auxiliary, problems: opening } = expand(network)
  const placed = flat.map(
    (spec, k): PlacedLayer => ({ spec: keptParts(before?.specs.get(spec.id), spec), place: places[k] as string }),
  )
  const { order, problems: wiring, ...ends } = wire(placed, new Set(auxiliary.map(({ layer }) => layer)))
  const specs = new Map(order.map(({ spec }) => [spec.id, spec]))
  const layers = new Map<LayerId, InferredLayer>()
  const problems = [...opening, ...wiring, ...unknownAuxiliary(auxiliary, specs)]
  for (const each of order) {
    const { layer, problems: found } = inferLayer(each, layers, before?.layers.get(each.spec.id))
    if (layer) layers.set(each.spec.id, layer)
    problems.push(...found)
  }
  return {
    specs,
    parts,
    auxiliary,
    order: order.map(({ spec }) => spec.id),
    layers,
    problems: withoutCopies(problems),
    ...ends,
  }
}

/** A block that stands several times has a fault of its own several times: said once, of its first copy. */
function withoutCopies(problems: readonly ProblemDetails[]): ProblemDetails[] {
  const said = new Set<string>()
  return problems.filter(({ message, place }) => {
    const key = `${place} ${message}`
    return !said.has(key) && said.add(key)
  })
}

function unknownAuxiliary(
  auxiliary: readonly AuxiliaryOutput[],
  specs: ReadonlyMap<LayerId, LayerSpec>,
): ProblemDetails[] {
  return auxiliary.flatMap(({ layer }, k) => {
    if (specs.has(layer)) return []
    const near = nearest(layer, specs.keys())
    return [
      {
        code: 'missing-auxiliary',
        message: `the auxiliary output "${layer}" is no layer`,
        remedy: near ? `did you mean "${near}"?` : 'name a layer that is there',
        values: { kind: near ? 'near' : 'far', layer, ...(near !== undefined && { near }) },
        place: `auxiliary[${k}]`,
      },
    ]
  })
}

interface Inferred {
  readonly layer?: InferredLayer
  readonly problems: readonly ProblemDetails[]
}

function inferLayer(
  { spec, place }: PlacedLayer,
  before: ReadonlyMap<LayerId, InferredLayer>,
  earlier: InferredLayer | undefined,
): Inferred {
  if (earlier && stays(earlier, spec, before)) return { layer: earlier, problems: [] }
  const { id, type } = spec
  // A block that could not be opened; why has been said.
  if (type === blockType) return { problems: [] }
  const definition = layerDefinition(type)
  if (!definition) return { problems: [{ ...unknownType(type), layer: id, place }] }
  const parsed = parseConfig(definition, spec.config)
  if ('problems' in parsed) {
    const problems = parsed.problems.map((problem) => ({
      ...problem,
      layer: id,
      place: `${place}.config.${problem.place}`,
    }))
    return { problems }
  }
  const { config } = parsed
  const unknown = { spec, definition, config, inputs: [], shape: undefined, weights: [], macs: 0 }
  const { min, max } = definition.inputs
  const count = spec.inputs.length
  if (count < min || count > max)
    return { layer: unknown, problems: [{ ...wrongInputs(definition, count), layer: id, place: `${place}.inputs` }] }
  const inputs: Shape[] = []
  for (const source of spec.inputs) {
    const shape = before.get(source)?.shape
    if (!shape) return { layer: unknown, problems: [] }
    inputs.push(shape)
  }
  const shape = definition.shape(config, inputs)
  if (isLayerProblem(shape)) return { layer: { ...unknown, inputs }, problems: [{ ...shape, layer: id, place }] }
  const weights = definition.weights?.(config, inputs) ?? []
  const macs = definition.macs?.(config, inputs, shape) ?? 0
  return { layer: { spec, definition, config, inputs, shape, weights, macs }, problems: [] }
}

/** Whether a layer is what it was: it was sound, says the same and takes the same shapes. */
function stays(earlier: InferredLayer, spec: LayerSpec, before: ReadonlyMap<LayerId, InferredLayer>): boolean {
  if (earlier.spec !== spec || !earlier.shape) return false
  return spec.inputs.every((source, k) => isSameShape(before.get(source)?.shape, earlier.inputs[k]))
}

const isSameShape = (a: Shape | undefined, b: Shape | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.length === b.length && a.every((size, k) => size === b[k]))

function unknownType(type: string): ProblemDetails {
  const types = layerDefinitions.map((definition) => definition.type)
  const near = nearest(type, types)
  return {
    code: 'unknown-layer-type',
    message: `there is no layer type "${type}"`,
    remedy: near ? `did you mean "${near}"?` : `the types are ${types.join(', ')}`,
    values: { kind: near ? 'near' : 'far', type, ...(near !== undefined && { near }) },
  }
}

function wrongInputs({ type, inputs: { min, max } }: LayerDefinition, count: number): ProblemDetails {
  const wanted = max === 0 ? 'no input' : `${min === max ? '' : 'at least '}${min} ${min === 1 ? 'input' : 'inputs'}`
  return {
    code: 'wrong-input-count',
    message: `${type} takes ${wanted}, and ${count === 0 ? 'none is' : count === 1 ? '1 is' : `${count} are`} connected`,
    remedy: count < min ? 'connect what is missing' : 'remove what is too many',
    values: { kind: count < min ? 'few' : 'many', min, max, count },
  }
}
