import { printable } from '../../printable'
import { storeNames } from '../storeNames'
import { isModelClass, type Json, type LayerEntry, ModelEntry } from './config'
import { kerasProblem } from './problem'

/** A layer of a Keras model, nested models opened. */
export interface KerasNode {
  /** Unique in the whole: `block/conv` inside of a nested model. */
  readonly id: string
  readonly name: string
  readonly className: string
  readonly config: Readonly<Record<string, unknown>>
  /** Ids of nodes. */
  readonly inputs: readonly string[]
  /** Its groups in `model.weights.h5`: `layers/functional/layers/conv2d`. */
  readonly store: string
  /** The layer of the outermost model that it is or is in: whose group has its weights in an `.h5`. */
  readonly outermost: string
}

export interface KerasGraph {
  readonly nodes: readonly KerasNode[]
  readonly input: string
  readonly output: string
  readonly name: string | undefined
}

/** The layers of a model, sequential or functional, models inside of it too. Throws `keras-...` for what is no such model. */
export function kerasGraph(config: Json, place: string): KerasGraph {
  const model = modelOf(config, place)
  const nodes: KerasNode[] = []
  const { inputs, output } = open(model, {
    nodes,
    place,
    prefix: '',
    store: 'layers',
    outermost: undefined,
    given: undefined,
  })
  return { nodes, input: inputs[0] as string, output, name: model.config.name }
}

function modelOf(config: unknown, place: string): ModelEntry {
  const parsed = ModelEntry.safeParse(config)
  if (parsed.success) return parsed.data
  const named = (config as { class_name?: unknown } | null)?.class_name
  if (typeof named === 'string' && !isModelClass(named))
    throw kerasProblem(
      'class',
      `it is a model of the class ${printable(named)}; Sequential and Functional are known`,
      place,
    )
  throw kerasProblem('config', `its configuration is not that of a model: ${parsed.error.issues[0]?.message}`, place)
}

interface Opening {
  readonly nodes: KerasNode[]
  readonly place: string
  readonly prefix: string
  readonly store: string
  readonly outermost: string | undefined
  /** Of a model inside of another: the node that it is called with. */
  readonly given: string | undefined
}

interface Ends {
  readonly inputs: readonly string[]
  readonly output: string
}

function open(model: ModelEntry, opening: Opening): Ends {
  return model.class_name === 'Sequential' ? openSequence(model, opening) : openFunctional(model, opening)
}

const nameOf = ({ name, config }: LayerEntry): string | undefined =>
  name ?? (typeof config.name === 'string' ? config.name : undefined)

function openSequence(model: ModelEntry, opening: Opening): Ends {
  const { nodes, place, prefix, store, given } = opening
  const { layers } = model.config
  const stores = storeNames(layers.map((layer) => layer.class_name))
  let before = given
  let first = given
  for (const [k, layer] of layers.entries()) {
    const name = nameOf(layer) ?? `${layer.class_name}_${k}`
    if (layer.class_name === 'InputLayer' && before !== undefined) continue
    if (before === undefined && layer.class_name !== 'InputLayer') {
      const shape = inputShapeOf(model, place)
      const id = `${prefix}input`
      nodes.push({
        id,
        name: 'input',
        className: 'InputLayer',
        config: { batch_shape: shape },
        inputs: [],
        store: '',
        outermost: '',
      })
      before = id
    }
    before = add(layer, name, before === undefined ? [] : [before], stores[k] as string, opening)
    first ??= before
    if (k === 0 && layer.class_name !== 'InputLayer') first = given ?? `${prefix}input`
  }
  if (before === undefined) throw kerasProblem('config', `the model ${printable(store)} has no layers`, place)
  return { inputs: [first as string], output: before }
}

/** What a model says of its input's shape; of a model that begins with a model, what that one says. */
function inputShapeOf(model: ModelEntry, place: string): unknown {
  const { layers, input_layers, build_input_shape } = model.config
  const isSequence = model.class_name === 'Sequential'
  const first = isSequence ? layers[0] : layers.find((layer) => nameOf(layer) === endsOf(input_layers)[0])
  const stated = first?.config.batch_input_shape ?? first?.config.batch_shape
  const built = stated ?? build_input_shape ?? model.build_config?.input_shape
  if (built !== undefined || !isSequence || !first || !isModelClass(first.class_name)) return built
  return inputShapeOf(modelOf(first, place), place)
}

function openFunctional(model: ModelEntry, opening: Opening): Ends {
  const { place, prefix, given } = opening
  const { layers } = model.config
  const stores = storeNames(layers.map((layer) => layer.class_name))
  const inputs = endsOf(model.config.input_layers)
  const outputs = endsOf(model.config.output_layers)
  if (inputs.length !== 1 || outputs.length !== 1)
    throw kerasProblem(
      'ends',
      `it has ${inputs.length} inputs and ${outputs.length} outputs, not one of each`,
      place,
      'cut it down to one input and one output in Keras',
    )
  const made = new Map<string, string>()
  const waiting = new Map<
    string,
    { readonly layer: LayerEntry; readonly sources: readonly string[]; readonly store: string }
  >()
  const models = new Set(layers.filter((layer) => isModelClass(layer.class_name)).map(nameOf))
  for (const [k, layer] of layers.entries()) {
    const name = nameOf(layer)
    if (name === undefined || waiting.has(name))
      throw kerasProblem(
        'config',
        `a layer has ${name === undefined ? 'no name' : `the name of another, ${printable(name)}`}`,
        place,
      )
    waiting.set(name, { layer, sources: sourcesOf(layer, name, models, place), store: stores[k] as string })
  }
  // Each layer after those that it reads; the file's order is not to be trusted, nor that there is no circle.
  const order: string[] = []
  const state = new Map<string, 'open' | 'done'>()
  const stack = [outputs[0] as string]
  while (stack.length > 0) {
    const name = stack[stack.length - 1] as string
    const entry = waiting.get(name)
    if (!entry) throw kerasProblem('config', `${printable(name)} is no layer of the model`, place)
    if (state.get(name) === 'done') {
      stack.pop()
      continue
    }
    const missing = entry.sources.filter((source) => state.get(source) !== 'done')
    if (missing.length === 0) {
      state.set(name, 'done')
      order.push(name)
      stack.pop()
      continue
    }
    if (state.get(name) === 'open') throw kerasProblem('config', `${printable(name)} feeds itself`, place)
    state.set(name, 'open')
    stack.push(...missing.filter((source) => state.get(source) !== 'open'))
    if (missing.some((source) => state.get(source) === 'open'))
      throw kerasProblem('config', `${printable(name)} feeds itself`, place)
  }
  for (const name of order) {
    const { layer, sources, store } = waiting.get(name) as {
      layer: LayerEntry
      sources: readonly string[]
      store: string
    }
    const isInput = name === inputs[0]
    if (isInput && given !== undefined) {
      made.set(name, given)
      continue
    }
    const from = sources.map((source) => made.get(source) as string)
    made.set(name, add(layer, name, from, store, opening))
  }
  const input = made.get(inputs[0] as string)
  if (input === undefined)
    throw kerasProblem('config', `the input ${printable(`${prefix}${inputs[0]}`)} does not lead to the output`, place)
  return { inputs: [input], output: made.get(outputs[0] as string) as string }
}

/** Adds a layer, or all layers of a model inside; gives the node of its output. */
function add(layer: LayerEntry, name: string, inputs: readonly string[], store: string, opening: Opening): string {
  const { nodes, place, prefix } = opening
  const outermost = opening.outermost ?? name
  const path = `${opening.store}/${store}`
  if (isModelClass(layer.class_name)) {
    if (inputs.length !== 1)
      throw kerasProblem('ends', `the model ${printable(name)} has ${inputs.length} inputs`, place)
    const inner = modelOf(layer, place)
    return open(inner, {
      nodes,
      place,
      prefix: `${prefix}${name}/`,
      store: `${path}/layers`,
      outermost,
      given: inputs[0],
    }).output
  }
  const id = `${prefix}${name}`
  nodes.push({ id, name, className: layer.class_name, config: layer.config, inputs, store: path, outermost })
  return id
}

/** `[["x", 0, 0]]`, or `["x", 0, 0]` for one: names. */
function endsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  if (typeof value[0] === 'string') return [value[0]]
  return value.flatMap((item) => (Array.isArray(item) && typeof item[0] === 'string' ? [item[0]] : []))
}

/**
 * The names of the layers that one reads, in Keras 2's and Keras 3's way of writing it. Keras 2 counts the calls of a model inside
 * (`models`) from 1, for it was called once when it was made.
 */
function sourcesOf(layer: LayerEntry, name: string, models: ReadonlySet<string | undefined>, place: string): string[] {
  const isFirst = ([source, call, output]: readonly unknown[]) =>
    output === 0 && (call === 0 || (call === 1 && models.has(source as string)))
  const calls = layer.inbound_nodes
  if (calls.length === 0) return []
  if (calls.length > 1)
    throw kerasProblem(
      'shared-layer',
      `${printable(name)} is used ${calls.length} times with the same weights`,
      place,
      'give each use a layer of its own in Keras',
    )
  const [call] = calls
  const found: string[] = []
  const otherOutput = () =>
    kerasProblem('config', `${printable(name)} reads another than the first output of a layer`, place)
  if (Array.isArray(call)) {
    const items: readonly unknown[] = typeof call[0] === 'string' ? [call] : call
    for (const item of items) {
      if (!Array.isArray(item) || typeof item[0] !== 'string')
        throw kerasProblem('config', `${printable(name)} is connected in an unknown way`, place)
      if (!isFirst(item)) throw otherOutput()
      if (mentionsTensor(item[3]))
        throw kerasProblem('config', `${printable(name)} is called with tensors beside its inputs`, place)
      found.push(item[0])
    }
    return found
  }
  const { args, kwargs } = (call ?? {}) as { args?: unknown; kwargs?: unknown }
  if (mentionsTensor(kwargs))
    throw kerasProblem('config', `${printable(name)} is called with tensors beside its inputs`, place)
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) collect(item)
    else if (typeof value === 'object' && value !== null) {
      const { class_name: kind, config } = value as { class_name?: unknown; config?: { keras_history?: unknown } }
      const history = config?.keras_history
      if (kind !== '__keras_tensor__' || !Array.isArray(history) || typeof history[0] !== 'string')
        throw kerasProblem('config', `${printable(name)} is connected in an unknown way`, place)
      if (!isFirst(history)) throw otherOutput()
      found.push(history[0])
    }
  }
  collect(args)
  return found
}

const mentionsTensor = (value: unknown): boolean => {
  const text = JSON.stringify(value) ?? ''
  return text.includes('__keras_tensor__') || text.includes('keras_history')
}
