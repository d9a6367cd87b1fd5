import { nearest } from '../../nearest'
import type { ProblemDetails } from '../../problem'
import { blockType, LayerId, type LayerSpec } from '../layerSpec'
import type { AuxiliaryOutput, Network } from '../network'
import type { BlockDefinition, InnerLayer } from './block'
import { ExpressionFault, evaluate, substitute, type Values } from './expression'
import { readValues } from './parameter'

/** What a block became: one for each that stands in the network, and, where it is repeated, one for each repetition. */
export interface BlockPart {
  /** `layer2`, or `layer2.0` for a repetition; what its layers' ids begin with. */
  readonly id: string
  /** Which block it is. */
  readonly block: string
  /** The part around it. */
  readonly parent?: string
  /** Ids of all its layers, those of blocks inside it too. */
  readonly layers: readonly LayerId[]
  /** The layer whose output is the block's. */
  readonly output: LayerId
}

export interface Expansion {
  /** The network without blocks. A block that cannot be expanded stays, as a layer of type `block`. */
  readonly layers: readonly LayerSpec[]
  /** Where in the spec each of them comes from, in their order: `layers[7]`, `layers[2], blocks.bottleneck.layers[4]`. */
  readonly places: readonly string[]
  readonly parts: readonly BlockPart[]
  readonly auxiliary: readonly AuxiliaryOutput[]
  readonly problems: readonly ProblemDetails[]
}

/** Most layers of a network once its blocks are expanded. */
export const mostLayers = 20_000

/**
 * A network with every block replaced by its layers. The layer `conv1` of block `layer2` becomes `layer2.conv1`, or, where the
 * block is repeated, `layer2.0.conv1`, `layer2.1.conv1` and so on. Who takes a block's output takes its output layer's.
 */
export function expand(network: Network): Expansion {
  const expander = new Expander(network.blocks ?? {})
  const frame = new Frame(expander, {
    layers: network.layers,
    prefix: '',
    values: new Map(),
    outside: new Map(),
    place: '',
    chain: [],
  })
  frame.write()
  return {
    ...expander.result(),
    auxiliary: (network.auxiliary ?? []).map((output) => ({ ...output, layer: frame.outputOf(output.layer) })),
  }
}

const blockSettings = ['block', 'repeat', 'first', 'last'] as const

/** What is written while blocks open. */
class Expander {
  readonly blocks: Readonly<Record<string, BlockDefinition>>
  readonly layers: LayerSpec[] = []
  readonly places: string[] = []
  readonly parts: BlockPart[] = []
  readonly problems: ProblemDetails[] = []
  private opened = 0
  private full = false

  constructor(blocks: Readonly<Record<string, BlockDefinition>>) {
    this.blocks = blocks
  }

  /** Whether there is room for one more layer; says once that there is not. */
  hasRoom(layer: LayerId, place: string): boolean {
    return this.layers.length < mostLayers || this.isFull(layer, place)
  }

  /** The same for a block, counted when it is opened: blocks in blocks multiply before they write their first layer. */
  hasRoomForBlock(layer: LayerId, place: string): boolean {
    return ++this.opened <= mostLayers || this.isFull(layer, place)
  }

  private isFull(layer: LayerId, place: string): false {
    if (!this.full)
      this.problems.push({
        code: 'too-many-layers',
        message: `with it the network has more than ${mostLayers} layers`,
        remedy: 'repeat blocks less often',
        values: { kind: 'plain', most: mostLayers },
        layer,
        place,
      })
    this.full = true
    return false
  }

  write(layer: LayerSpec, place: string): void {
    this.layers.push(layer)
    this.places.push(place)
  }

  result() {
    const { layers, places, parts, problems } = this
    return { layers, places, parts, problems }
  }
}

interface FrameRequest {
  readonly layers: readonly InnerLayer[]
  /** In front of its layers' ids: `layer2.0.`. */
  readonly prefix: string
  readonly values: Values
  /** What its inputs are outside: their ids in the expanded network, found when asked for. */
  readonly outside: ReadonlyMap<LayerId, () => LayerId>
  /** In front of its layers' places. */
  readonly place: string
  /** The blocks that are open around it. */
  readonly chain: readonly string[]
  readonly frozen?: boolean
}

/** The repetitions of a block at one place, or why there are none. */
interface Opened {
  readonly block: string
  readonly copies: readonly { readonly id: string; readonly frame: Frame; readonly output: LayerId }[]
  readonly repeated: boolean
}

/** The layers of one block (or of the network) while they are written out. */
class Frame {
  private readonly expander: Expander
  private readonly request: FrameRequest
  private readonly byId = new Map<LayerId, { layer: InnerLayer; index: number }>()
  private readonly opened = new Map<LayerId, Opened | undefined>()
  private readonly outputs = new Map<LayerId, LayerId>()
  private readonly pending = new Set<LayerId>()

  constructor(expander: Expander, request: FrameRequest) {
    this.expander = expander
    this.request = request
    for (const [index, layer] of request.layers.entries())
      if (!this.byId.has(layer.id)) this.byId.set(layer.id, { layer, index })
  }

  has(id: LayerId): boolean {
    return this.byId.has(id) || this.request.outside.has(id)
  }

  /** The layer of the expanded network whose output `id` stands for inside this frame. */
  outputOf(id: LayerId): LayerId {
    const { outside, prefix } = this.request
    const known = outside.get(id)?.() ?? this.outputs.get(id)
    if (known !== undefined) return known
    const found = this.byId.get(id)
    // A layer left out that takes itself leads nowhere; the wiring reports the name as missing.
    if (!found || this.pending.has(id)) return prefix + id
    this.pending.add(id)
    const output = this.findOutput(found.layer, found.index)
    this.pending.delete(id)
    this.outputs.set(id, output)
    return output
  }

  private findOutput(layer: InnerLayer, index: number): LayerId {
    const { prefix } = this.request
    if (!this.isThere(layer, index)) {
      const instead = layer.bypassed ? layer.inputs[0] : (layer.otherwise ?? layer.inputs[0])
      return instead === undefined ? prefix + layer.id : this.outputOf(instead)
    }
    const last = layer.type === blockType ? this.open(layer, index)?.copies.at(-1) : undefined
    return last?.output ?? prefix + layer.id
  }

  /** Adds its layers, in order, those of its blocks in their place. */
  write(): void {
    for (const [index, layer] of this.request.layers.entries()) {
      if (!this.expander.hasRoom(this.request.prefix + layer.id, this.placeOf(index))) return
      const first = this.byId.get(layer.id)
      if (!this.isThere(layer, index)) continue
      const isBlock = layer.type === blockType
      // Of two plain layers the wiring says it: they both come out under their id.
      if (first && first.index !== index && (isBlock || first.layer.type === blockType))
        this.fail(layer, index, {
          code: 'duplicate-id',
          message: `has the id of ${this.placeOf(first.index)}`,
          remedy: 'give it an id of its own',
          values: { kind: 'plain', place: this.placeOf(first.index) },
        })
      if (!isBlock && blockSettings.some((setting) => layer[setting] !== undefined))
        this.fail(layer, index, {
          code: 'unknown-setting',
          message: `${layer.type} is no block, and only a block has ${blockSettings.join(', ')}`,
          remedy: `remove them, or give it the type "${blockType}"`,
          values: { kind: 'no-block', settings: blockSettings.join(', ') },
        })
      if (layer.bypassed)
        this.fail(layer, index, {
          code: 'bypassed-source',
          message: 'takes nothing, so there is nothing to pass on in its place',
          remedy: 'remove it, or let it be',
          values: { kind: 'plain' },
        })
      const opened = isBlock && first?.index === index ? this.open(layer, index) : undefined
      if (opened) this.writeBlock(layer, opened)
      else this.writeLayer(layer, index)
    }
  }

  private writeLayer(layer: InnerLayer, index: number): void {
    const id = this.request.prefix + layer.id
    const spec = this.isPlain(layer) ? layer : this.written(layer, index)
    if (!LayerId.safeParse(id).success)
      this.fail(layer, index, {
        code: 'long-id',
        message: 'its full id is too long',
        remedy: 'give the blocks around it shorter ids',
        values: { kind: 'plain' },
      })
    this.expander.write(spec, this.placeOf(index))
  }

  /** Whether a layer comes out as it is: the same object, so that who knew it sees that nothing changed. */
  private isPlain(layer: InnerLayer): layer is InnerLayer & LayerSpec {
    if (this.request.chain.length > 0) return false
    if (layer.when !== undefined || layer.otherwise !== undefined || layer.bypassed !== undefined) return false
    return layer.repeat === undefined && layer.inputs.every((input) => this.outputOf(input) === input)
  }

  private written(
    { when: _when, otherwise: _otherwise, bypassed: _bypassed, ...layer }: InnerLayer,
    index: number,
  ): LayerSpec {
    const { prefix, frozen, chain } = this.request
    const { position, repeat: _repeat, ...inner } = layer
    return {
      ...inner,
      id: prefix + layer.id,
      ...(chain.length === 0 && position && { position }),
      inputs: layer.inputs.map((input) => this.outputOf(input)),
      config: this.substituted(layer, layer.config, index),
      ...(frozen && { frozen }),
    }
  }

  private writeBlock(layer: InnerLayer, { block, copies, repeated }: Opened): void {
    const { prefix, chain } = this.request
    const { layers, parts } = this.expander
    const id = prefix + layer.id
    const parent = chain.length > 0 ? prefix.slice(0, -1) : undefined
    const from = layers.length
    const at = parts.length
    for (const copy of copies) {
      const before = layers.length
      const inside = parts.length
      copy.frame.write()
      const ids = layers.slice(before).map((spec) => spec.id)
      if (repeated) parts.splice(inside, 0, { id: copy.id, block, parent: id, layers: ids, output: copy.output })
    }
    const output = copies.at(-1)?.output as LayerId
    const ids = layers.slice(from).map((spec) => spec.id)
    parts.splice(at, 0, { id, block, ...(parent !== undefined && { parent }), layers: ids, output })
  }

  /** Whether a layer's `when` holds and it is not bypassed. */
  private isThere(layer: InnerLayer, index: number): boolean {
    if (layer.bypassed && layer.inputs.length > 0) return false
    if (layer.when === undefined) return true
    try {
      return evaluate(layer.when, this.request.values) !== false
    } catch (error) {
      this.expressionFailed(layer, index, error)
      return true
    }
  }

  /** The frames of a block's repetitions, each taking the one before; `undefined`, with a problem said once, if it cannot be opened. */
  private open(layer: InnerLayer, index: number): Opened | undefined {
    if (!this.opened.has(layer.id)) {
      // Set before it is made: a block that takes its own output asks for itself.
      this.opened.set(layer.id, undefined)
      this.opened.set(layer.id, this.makeFrames(layer, index))
    }
    return this.opened.get(layer.id)
  }

  private makeFrames(layer: InnerLayer, index: number): Opened | undefined {
    const { values, prefix, chain, frozen } = this.request
    const { block } = layer
    const definition = block === undefined ? undefined : ownValue(this.expander.blocks, block)
    if (block === undefined || !definition) {
      this.fail(layer, index, unknownBlock(block, Object.keys(this.expander.blocks)))
      return undefined
    }
    if (chain.includes(block)) {
      const loop = [...chain.slice(chain.indexOf(block)), block].join(' -> ')
      this.fail(layer, index, {
        code: 'block-loop',
        message: `block "${block}" contains itself: ${loop}`,
        remedy: 'take it out of one of these blocks',
        values: { kind: 'plain', block, loop: loop.replaceAll('->', '→') },
      })
      return undefined
    }
    if (layer.inputs.length !== definition.inputs.length) {
      this.fail(layer, index, {
        code: 'wrong-input-count',
        message: `block "${block}" takes ${count(definition.inputs.length, 'input')}, and ${layer.inputs.length} ${layer.inputs.length === 1 ? 'is' : 'are'} connected`,
        remedy: layer.inputs.length < definition.inputs.length ? 'connect what is missing' : 'remove what is too many',
        values: {
          kind: layer.inputs.length < definition.inputs.length ? 'few' : 'many',
          min: definition.inputs.length,
          max: definition.inputs.length,
          count: layer.inputs.length,
        },
      })
      return undefined
    }
    const repeat = this.repeatOf(layer, index, values)
    if (repeat === undefined) return undefined
    const repeated = layer.repeat !== undefined
    const own = `blocks.${block}.`
    const copies: Opened['copies'][number][] = []
    let taken = layer.inputs.map((input) => () => this.outputOf(input))
    for (let k = 0; k < repeat; k++) {
      if (!this.expander.hasRoomForBlock(prefix + layer.id, this.placeOf(index))) return undefined
      const differing = { ...(k === 0 && layer.first), ...(k === repeat - 1 && layer.last) }
      const told = this.substituted(layer, { ...layer.config, ...differing }, index)
      const read = readValues(definition.parameters, told)
      if (read.problems.length > 0) {
        for (const problem of read.problems) this.fail(layer, index, { ...problem, place: `.config.${problem.place}` })
        return undefined
      }
      const id = `${prefix}${layer.id}${repeated ? `.${k}` : ''}`
      const frame = new Frame(this.expander, {
        layers: definition.layers,
        prefix: `${id}.`,
        values: read.values,
        outside: new Map(definition.inputs.map((name, n) => [name, taken[n] as () => LayerId])),
        place: `${this.placeOf(index)}, ${own}`,
        chain: [...chain, block],
        frozen: frozen || layer.frozen || false,
      })
      if (!frame.has(definition.output)) {
        this.fail(layer, index, {
          code: 'block-output',
          message: `the output of block "${block}" is to be "${definition.output}", and it has no such layer`,
          remedy: 'name one of its layers as its output',
          values: { kind: 'plain', block, output: definition.output },
        })
        return undefined
      }
      const output = frame.outputOf(definition.output)
      copies.push({ id, frame, output })
      taken = [() => output, ...taken.slice(1)]
    }
    return { block, copies, repeated }
  }

  private repeatOf(layer: InnerLayer, index: number, values: Values): number | undefined {
    const repeat = this.attempt(layer, index, () => substitute(layer.repeat ?? 1, values))
    if (typeof repeat === 'number' && Number.isInteger(repeat) && repeat >= 1 && repeat <= mostLayers) return repeat
    if (repeat !== undefined)
      this.fail(layer, index, {
        code: 'wrong-setting',
        message: `is repeated ${JSON.stringify(repeat)} times`,
        remedy: 'repeat it once or more often',
        values: { kind: 'repeat', value: JSON.stringify(repeat) },
      })
    return undefined
  }

  /** Settings with the block's values put in. At the top there is nothing to put in. */
  private substituted(layer: InnerLayer, config: Record<string, unknown>, index: number): Record<string, unknown> {
    if (this.request.chain.length === 0) return config
    return (this.attempt(layer, index, () => substitute(config, this.request.values)) as Record<string, unknown>) ?? {}
  }

  private attempt(layer: InnerLayer, index: number, make: () => unknown): unknown {
    try {
      return make()
    } catch (error) {
      this.expressionFailed(layer, index, error)
      return undefined
    }
  }

  private expressionFailed(layer: InnerLayer, index: number, error: unknown): void {
    if (!(error instanceof ExpressionFault)) throw error
    this.fail(layer, index, { code: 'wrong-expression', message: `an expression ${error.message}` })
  }

  private fail({ id }: InnerLayer, index: number, problem: ProblemDetails): void {
    const place = `${this.placeOf(index)}${problem.place ?? ''}`
    const known = this.expander.problems.some((other) => other.message === problem.message && other.place === place)
    if (!known) this.expander.problems.push({ ...problem, layer: this.request.prefix + id, place })
  }

  private placeOf(index: number): string {
    return `${this.request.place}layers[${index}]`
  }
}

const ownValue = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

const count = (number: number, thing: string): string => `${number} ${thing}${number === 1 ? '' : 's'}`

function unknownBlock(block: string | undefined, known: readonly string[]): ProblemDetails {
  if (block === undefined)
    return {
      code: 'unknown-block',
      message: 'does not say which block it is',
      remedy: "name one of the network's blocks",
      values: { kind: 'unnamed' },
    }
  const near = nearest(block, known)
  return {
    code: 'unknown-block',
    message: `the network has no block "${block}"`,
    remedy: near
      ? `did you mean "${near}"?`
      : known.length > 0
        ? `its blocks are ${known.join(', ')}`
        : 'add the block to the network',
    values: { kind: near ? 'near' : 'far', block, ...(near !== undefined && { near }) },
  }
}
