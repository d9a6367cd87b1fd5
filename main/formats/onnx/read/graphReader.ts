import type { Shape } from '../../../../shared/graph/shape'
import { layerDefinition } from '../../../../shared/layers'
import { isLayerProblem } from '../../../../shared/layers/layer'
import type { Network } from '../../../../shared/model/network'
import type { ReadBudget } from '../../importedModel'
import { printable } from '../../printable'
import type { MadeWeight } from '../../weightSource'
import type { Constant, FloatConstant } from '../constants'
import type { OnnxNode } from '../decodeOnnx'
import { onnxFault } from '../fault'
import { knownFunctions } from './functions'
import { layerIdFrom } from './layerIdFrom'
import type { Activation, InputValue, PictureValue, Value, VectorValue } from './value'

type Spec = Network['layers'][number]

/** A layer in the making: what stands behind it may still give it a bias. */
export interface MadeLayer {
  readonly spec: Spec
  readonly shape: Shape
  readonly weights: Map<string, MadeWeight>
}

/** What is the same for all values of the input. */
export interface ReadNormalization {
  readonly scale: readonly number[]
  readonly offset: readonly number[]
}

/** A graph while its nodes are read: what each tensor is, and the network that comes of it. */
export class GraphReader {
  readonly layers: MadeLayer[] = []
  normalization: ReadNormalization | undefined
  readonly opset: number
  /** How many pictures the file takes, if it is for one number of them. */
  readonly batch: number | undefined
  /** How many nodes read each tensor. */
  readonly readers: ReadonlyMap<string, number>
  private readonly values: Map<string, Value>
  private readonly byId = new Map<string, MadeLayer>()
  private readonly budget: ReadBudget
  private readonly inputShape: Shape

  constructor(
    opset: number,
    constants: ReadonlyMap<string, Constant>,
    readers: ReadonlyMap<string, number>,
    { shape, batch }: { readonly shape: Shape; readonly batch: number | undefined },
    budget: ReadBudget,
  ) {
    this.opset = opset
    this.values = new Map(constants)
    this.readers = readers
    this.inputShape = shape
    this.batch = batch
    this.budget = budget
    const spec: Spec = { id: 'input', type: 'input', inputs: [], config: { shape } }
    this.keep({ spec, shape, weights: new Map() })
  }

  set(name: string, value: Value): void {
    if (this.values.has(name)) throw onnxFault('graph', `gives two things the name ${printable(name)}`)
    this.values.set(name, value)
  }

  value(name: string, node: OnnxNode): Value {
    const found = this.values.get(name)
    if (found) return found
    throw onnxFault(
      'graph',
      `has ${nodeText(node)}, which reads ${printable(name)} before anything gives it: a loop, or nodes out of order`,
    )
  }

  /** Whether the node has an input there; optional ones may be left out. */
  has = (node: OnnxNode, k: number): boolean => (node.input[k] ?? '') !== ''

  constant(node: OnnxNode, k: number): Constant | undefined {
    if (!this.has(node, k)) return undefined
    const value = this.value(node.input[k] as string, node)
    return value.kind === 'floats' || value.kind === 'ints' ? value : undefined
  }

  /** A weight of the node: an array of the file. */
  floats(node: OnnxNode, k: number): FloatConstant {
    const found = this.constant(node, k)
    if (found?.kind === 'floats') return found
    throw onnxFault('setting', `has ${nodeText(node)}, whose input ${k + 1} is not an array of numbers in the file`)
  }

  ints(node: OnnxNode, k: number): readonly number[] | undefined {
    if (!this.has(node, k)) return undefined
    const found = this.constant(node, k)
    if (found?.kind === 'ints') return found.values
    throw onnxFault('setting', `has ${nodeText(node)}, whose input ${k + 1} is known only when it runs`)
  }

  /** What an input of a node is, as a layer of ours. */
  activation(node: OnnxNode, k = 0): Activation {
    if (!this.has(node, k)) throw onnxFault('graph', `has ${nodeText(node)} without an input ${k + 1}`)
    return this.settled(node.input[k] as string, node)
  }

  picture(node: OnnxNode, k = 0): PictureValue {
    const value = this.activation(node, k)
    if (value.kind === 'picture') return value
    if (!value.isSpatial) throw onnxFault('setting', `has ${nodeText(node)}, whose input is no picture`)
    // Of a vector that is still [n, c, 1, 1]: a picture of one pixel.
    const shape = [1, 1, this.shapeOf(value.id)[0] as number]
    return this.becomes(node.input[k] as string, {
      kind: 'picture',
      id: this.add(`${value.id}.pixel`, 'reshape', [value.id], { shape }),
      layout: 'nchw',
    })
  }

  /** A picture in NCHW, as convolutions and pools want it. */
  channelsFirst(node: OnnxNode, k = 0): PictureValue {
    const value = this.picture(node, k)
    if (value.layout === 'nchw') return value
    throw onnxFault('setting', `has ${nodeText(node)} over a picture whose channels come last`)
  }

  vector(node: OnnxNode, k = 0): VectorValue {
    const value = this.activation(node, k)
    if (value.kind === 'vector' && !value.isSpatial) return value
    throw onnxFault('setting', `has ${nodeText(node)}, whose input is no vector`)
  }

  shapeOf(id: string): Shape {
    return (this.byId.get(id) as MadeLayer).shape
  }

  layer(id: string): MadeLayer {
    return this.byId.get(id) as MadeLayer
  }

  /** Adds a layer; gives its id, which is `wanted` as far as that can be one. */
  add(
    wanted: string,
    type: string,
    inputs: readonly string[],
    config: Record<string, unknown> = {},
    weights: ReadonlyMap<string, MadeWeight> = new Map(),
  ): string {
    if (this.layers.length >= this.budget.layers)
      throw onnxFault('too-large', `has more than ${this.budget.layers} layers`)
    const definition = layerDefinition(type)
    if (!definition) throw new Error(`no layer ${type}`)
    const id = layerIdFrom(wanted, type, (name) => this.byId.has(name))
    const parsed = definition.schema.safeParse(config)
    if (!parsed.success)
      throw onnxFault(
        'setting',
        `has ${printable(wanted)}, a ${type} that cannot be: ${parsed.error.issues[0]?.message}`,
      )
    const inputShapes = inputs.map((source) => this.shapeOf(source))
    const shape = definition.shape(parsed.data, inputShapes)
    if (isLayerProblem(shape)) throw onnxFault('setting', `has ${printable(wanted)}, a ${type} that ${shape.message}`)
    for (const { name, shape: needed } of definition.weights?.(parsed.data, inputShapes) ?? []) {
      const given = weights.get(name)
      if (given?.shape.join() !== needed.join())
        throw onnxFault(
          'tensor',
          `has ${printable(wanted)}, whose ${name} is [${given?.shape ?? ''}] where [${needed}] is needed`,
        )
    }
    const spec: Spec = { id, type, inputs: [...inputs], config }
    this.keep({ spec, shape, weights: new Map(weights) })
    return id
  }

  /** Puts another configuration and other weights in place of a layer's. */
  change(id: string, config: Record<string, unknown>, weights: ReadonlyMap<string, MadeWeight> = new Map()): void {
    const { spec, shape, weights: before } = this.layer(id)
    const changed = { ...spec, config: { ...spec.config, ...config } }
    const made: MadeLayer = { spec: changed, shape, weights: new Map([...before, ...weights]) }
    const parsed = layerDefinition(spec.type)?.schema.parse(changed.config)
    const next = layerDefinition(spec.type)?.shape(
      parsed as never,
      spec.inputs.map((source) => this.shapeOf(source)),
    )
    if (!next || isLayerProblem(next))
      throw onnxFault('setting', `has ${printable(id)}, which cannot be: ${next?.message}`)
    const settled = { ...made, shape: next }
    this.byId.set(id, settled)
    this.layers[this.layers.findIndex((one) => one.spec.id === id)] = settled
  }

  /** The tensor as a layer's output: the input is there, functions put together so far become layers. */
  settled(name: string, node: OnnxNode): Activation {
    const value = this.value(name, node)
    switch (value.kind) {
      case 'picture':
      case 'vector':
        return value
      case 'input':
        return this.becomes(name, this.begun(value))
      case 'function':
        return this.becomes(name, this.functionLayer(name, value, node))
      default:
        throw onnxFault('setting', `has ${nodeText(node)}, which reads ${printable(name)}, no output of a layer`)
    }
  }

  private functionLayer(name: string, value: Extract<Value, { kind: 'function' }>, node: OnnxNode): Activation {
    const whole = knownFunctions.get(value.text)
    if (whole) return this.activated(name, this.settled(value.of, node), whole)
    if (value.pair) {
      const [a, b] = value.pair.of.map((one) => this.settled(one, node)) as [Activation, Activation]
      return value.pair.op === 'mul' ? this.multiplied(name, [a, b], node) : this.added(name, [a, b], node)
    }
    const last = knownFunctions.get(value.last.text)
    if (last) return this.activated(name, this.settled(value.last.of, node), last)
    const factor = /^mul\(x,(0\.\d+)\)$/.exec(value.last.text)?.[1]
    if (factor !== undefined) {
      // What a dropout that scales in inference leaves of itself.
      const before = this.settled(value.last.of, node)
      const config = { rate: 1 - Number(factor), scaling: 'inference' }
      return { ...before, id: this.add(name, 'dropout', [before.id], config), isShared: false }
    }
    throw onnxFault(
      'operator',
      `has ${value.last.node}, which makes ${printable(value.text)}, a function that is not known`,
    )
  }

  private activated(name: string, before: Activation, kind: string): Activation {
    return { ...before, id: this.add(name, 'activation', [before.id], { kind }), isShared: false }
  }

  /** The product of two layers' outputs; a vector is a factor for each channel. */
  multiplied(name: string, [a, b]: readonly [Activation, Activation], node: OnnxNode): Activation {
    const picture = a.kind === 'picture' ? a : b
    for (const one of [a, b]) {
      const fits = one.kind === picture.kind ? sameForm(one, picture) : one.kind === 'vector' && one.isSpatial === true
      if (!fits) throw onnxFault('setting', `has ${nodeText(node)}, whose inputs lie in different ways`)
    }
    return { ...picture, id: this.add(name, 'multiply', [a.id, b.id]), isShared: false }
  }

  added(name: string, all: readonly Activation[], node: OnnxNode): Activation {
    const [first] = all as [Activation]
    if (all.some((one) => !sameForm(one, first)))
      throw onnxFault('setting', `has ${nodeText(node)}, whose inputs lie in different ways`)
    return { ...first, id: this.add(name, 'add', ids(all)), isShared: false }
  }

  /** The output is what the input is, under another name and perhaps in another form. */
  alias<A extends Activation>(node: OnnxNode, value: A): void {
    const isShared = value.isShared === true || (this.readers.get(node.input[0] as string) ?? 0) > 1
    this.set(node.output[0] as string, { ...value, isShared })
  }

  /** Whether an input of a node is the only one that its layer's output has. */
  isAlone(node: OnnxNode, k: number, value: Activation): boolean {
    return value.isShared !== true && this.readers.get(node.input[k] as string) === 1
  }

  private becomes<A extends Activation>(name: string, value: A): A {
    this.values.set(name, value)
    return value
  }

  /** The first layer that needs the input settles what its normalization is. */
  private begun({ layout, scale, offset }: InputValue): Activation {
    const text = (one: ReadNormalization) => `${one.scale.join()} ${one.offset.join()}`
    if (this.normalization && text(this.normalization) !== text({ scale, offset }))
      throw onnxFault('input', 'treats its input in two ways before its first layers')
    this.normalization = { scale, offset }
    return this.inputShape.length === 1 ? { kind: 'vector', id: 'input' } : { kind: 'picture', id: 'input', layout }
  }

  private keep(layer: MadeLayer): void {
    this.layers.push(layer)
    this.byId.set(layer.spec.id, layer)
  }
}

const ids = (all: readonly Activation[]) => all.map(({ id }) => id)

export const sameForm = (a: Activation, b: Activation): boolean =>
  a.kind === 'picture'
    ? b.kind === 'picture' && a.layout === b.layout
    : b.kind === 'vector' &&
      (a.isSpatial ?? false) === (b.isSpatial ?? false) &&
      a.picture?.join() === b.picture?.join()

/** 'node "conv1" (Conv)'. */
export const nodeText = ({ name, opType }: Pick<OnnxNode, 'name' | 'opType'>): string =>
  name === '' ? `a node ${printable(opType)}` : `node ${printable(name)} (${printable(opType)})`
