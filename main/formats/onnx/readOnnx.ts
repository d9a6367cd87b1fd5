import { z } from 'zod'
import type { Shape } from '../../../shared/graph/shape'
import { Network } from '../../../shared/model/network'
import type { WireSource } from '../../../shared/protobuf'
import { reopenedFile } from '../binaryFile'
import type { ExportPreprocessing } from '../exportModel'
import type { ImportedModel, ReadBudget } from '../importedModel'
import { ModelNotes } from '../modelNotes'
import { printable } from '../printable'
import { type MadeWeight, weightsInMemory, withWeights } from '../weightSource'
import { type DecodedOnnx, decodeOnnx, type OnnxNode, type OnnxValueInfo } from './decodeOnnx'
import { onnxFault } from './fault'
import { GraphReader } from './read/graphReader'
import { readNode } from './read/readNode'
import type { Activation, Layout } from './read/value'

/** protobuf's own limit, and so ONNX'. */
const mostBytes = 2 ** 31

/**
 * An ONNX file as a network that can be edited, its weights read when they are asked for. Every node becomes layers of ours or is
 * refused by name. Throws a Problem `onnx-...`.
 */
export async function readOnnx(place: string, budget: ReadBudget): Promise<ImportedModel> {
  const file = reopenedFile(place)
  if (file.size > mostBytes) throw onnxFault('too-large', 'has more than 2 GiB', place)
  return onnxModel(file, budget)
}

export function onnxModel(file: WireSource, budget: ReadBudget): ImportedModel {
  const decoded = decodeOnnx(file, budget)
  const [input, ...otherInputs] = decoded.inputs
  const [output, ...otherOutputs] = decoded.outputs
  if (!input || otherInputs.length > 0) throw onnxFault('input', `has ${decoded.inputs.length} inputs`)
  if (!output || otherOutputs.length > 0) throw onnxFault('output', `has ${decoded.outputs.length} outputs`)
  const notes = notesIn(decoded)
  const { shape, layout } = inputOf(input, decoded, notes)
  const batch = input.type?.tensorType?.shape?.dim[0]?.value
  const given = { shape, batch: batch && batch > 0 ? batch : undefined }
  const reader = new GraphReader(decoded.opset, decoded.constants, readersOf(decoded), given, budget)
  reader.set(input.name, { kind: 'input', layout, scale: [1], offset: [0] })
  // Where the file says that its numbers come normalized, arithmetic at its start is a layer's.
  if (notes?.preprocessing.isInside === false) reader.settled(input.name, start)
  for (const node of decoded.nodes) readNode(reader, node)
  const end = reader.settled(output.name, start)
  return { ...networkOf(reader, end, decoded), ...said(reader, notes), notUnderstood: [] }
}

/** Stands for the graph itself where something asks which node it is. */
const start = { name: '', opType: 'Graph' } as OnnxNode

/** Height, width and channels of the input, and which comes first. */
function inputOf(input: OnnxValueInfo, decoded: DecodedOnnx, notes: ModelNotes | undefined) {
  const sizes = input.type?.tensorType?.shape?.dim.slice(1).map(({ value }) => value)
  const said = `its input ${printable(input.name)}`
  if (!sizes || sizes.some((size) => !(size >= 1 && size <= 1_048_576)))
    throw onnxFault('input', `does not say of which size ${said} is`)
  if (sizes.length === 1) return { shape: sizes as Shape, layout: 'nhwc' as Layout }
  if (sizes.length !== 3) throw onnxFault('input', `has ${said} of ${sizes.length + 1} axes: no batch of pictures`)
  const [a, b, c] = sizes as [number, number, number]
  const layout: Layout = notes?.input.layout ?? (isTransposedFirst(input.name, decoded) ? 'nhwc' : 'nchw')
  return { shape: (layout === 'nhwc' ? [a, b, c] : [b, c, a]) as Shape, layout }
}

/** Whether the first thing that happens to the input, beside arithmetic, is a transposition to channels first. */
function isTransposedFirst(input: string, { nodes }: DecodedOnnx): boolean {
  let tensor = input
  for (let steps = 0; steps < 10; steps++) {
    const reader = nodes.find((node) => node.input.includes(tensor))
    if (!reader) return false
    if (reader.opType === 'Transpose')
      return [...(reader.attribute.find(({ name }) => name === 'perm')?.ints ?? [])].join() === '0,3,1,2'
    if (!['Mul', 'Add', 'Sub', 'Div', 'Cast', 'Identity'].includes(reader.opType)) return false
    tensor = reader.output[0] as string
  }
  return false
}

function readersOf({ nodes, outputs }: DecodedOnnx): ReadonlyMap<string, number> {
  const readers = new Map<string, number>()
  const count = (name: string) => readers.set(name, (readers.get(name) ?? 0) + 1)
  for (const { input } of nodes) for (const name of input) count(name)
  for (const { name } of outputs) count(name)
  return readers
}

/** A softmax at the end is what the output is, no layer of a network that is to be trained. */
function networkOf(reader: GraphReader, end: Activation, { metadata }: DecodedOnnx) {
  if (end.kind === 'picture' || end.picture) throw onnxFault('output', 'has an output that is not one number a class')
  const last = reader.layer(end.id)
  const isSoftmax = last.spec.type === 'activation' && last.spec.config.kind === 'softmax'
  const output = isSoftmax ? (last.spec.inputs[0] as string) : end.id
  const needed = new Set([output])
  for (const { spec } of [...reader.layers].reverse())
    if (needed.has(spec.id)) for (const source of spec.inputs) needed.add(source)
  const layers = reader.layers.filter(({ spec }) => needed.has(spec.id))
  const weights = new Map<string, MadeWeight>()
  for (const { spec, weights: own } of layers) for (const [name, made] of own) weights.set(`${spec.id}/${name}`, made)
  return {
    network: Network.parse({ layers: layers.map(({ spec }) => spec) }),
    weights: withWeights(weightsInMemory(new Map()), weights),
    classes: classesIn(metadata, reader.shapeOf(output)[0] as number),
    outputKind: isSoftmax ? ('probabilities' as const) : undefined,
  }
}

function said(reader: GraphReader, notes: ModelNotes | undefined): Pick<ImportedModel, 'preprocessing'> {
  const found = reader.normalization
  const isPlain = !found || (found.scale.every((value) => value === 1) && found.offset.every((value) => value === 0))
  if (isPlain && !notes) return {}
  const { resize = 'stretch', background = [255, 255, 255] as const } = notes?.preprocessing ?? {}
  const { scale, offset } = isPlain ? (notes as ModelNotes).preprocessing : found
  const preprocessing: ExportPreprocessing = { resize, background, scale, offset, isInside: false }
  return { preprocessing }
}

function json(text: string | undefined, most: number): unknown {
  if (text === undefined || text.length > most) return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** What our own exports say of themselves; of no importance if it is something else. */
function notesIn({ metadata }: DecodedOnnx): ModelNotes | undefined {
  const parsed = ModelNotes.safeParse(json(metadata.get('layerloom.notes'), 2 ** 24))
  return parsed.success ? parsed.data : undefined
}

function classesIn(metadata: ReadonlyMap<string, string>, count: number): string[] | undefined {
  const parsed = z
    .array(z.string().max(500))
    .length(count)
    .safeParse(json(metadata.get('classes'), 2 ** 24))
  return parsed.success ? parsed.data : undefined
}
