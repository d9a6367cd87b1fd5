import { decodeMessage, ProtobufFault, type Read, type WireSource } from '../../../shared/protobuf'
import type { ReadBudget } from '../importedModel'
import { printable } from '../printable'
import { type Constant, readConstant } from './constants'
import { onnxFault } from './fault'
import { type AttributeProto, ModelProto, type NodeProto, type ValueInfoProto } from './schema'

export type OnnxNode = Read<typeof NodeProto.fields>
export type OnnxAttribute = Read<typeof AttributeProto.fields>
export type OnnxValueInfo = Read<typeof ValueInfoProto.fields>

/** A file of which the outside is sound: what its nodes mean is not looked at yet. */
export interface DecodedOnnx {
  /** Of the default domain. */
  readonly opset: number
  readonly nodes: readonly OnnxNode[]
  readonly constants: ReadonlyMap<string, Constant>
  /** Without those that are constants. */
  readonly inputs: readonly OnnxValueInfo[]
  readonly outputs: readonly OnnxValueInfo[]
  readonly metadata: ReadonlyMap<string, string>
  /** Elements that may still be allocated. */
  readonly mostElements: number
}

/** Names by which the operators of the standard go. */
const standardDomains = new Set(['', 'ai.onnx'])

/** Older files have other attributes for the same ops; this is of 2018. */
const oldestOpset = 7

/**
 * An ONNX file, checked from outside; its arrays stay in it. Refused by name: what lies in other files, operators of other domains, functions,
 * graphs inside attributes, sparse and quantized arrays. Throws a Problem `onnx-...`.
 */
export function decodeOnnx(file: WireSource, budget: ReadBudget): DecodedOnnx {
  if (file.size === 0) throw onnxFault('bytes', 'is empty')
  const model = decoded(file)
  const { graph, opsetImport, functions, metadataProps } = model
  if (!graph || opsetImport.length === 0) throw onnxFault('model', 'has no graph, or names no set of operators')
  if (functions.length > 0) throw onnxFault('functions', `has ${functions.length} functions of its own`)
  if (graph.sparseInitializer.length > 0) throw onnxFault('tensor', 'has sparse tensors')
  const opset = opsetImport.find(({ domain }) => standardDomains.has(domain))?.version ?? 0
  for (const { name, opType, domain, attribute } of graph.node) {
    if (!standardDomains.has(domain))
      throw onnxFault('domain', `has the operator ${printable(opType)} of domain ${printable(domain)}${nodeName(name)}`)
    for (const { name: key, g, graphs, refAttrName } of attribute)
      if (g || graphs.length > 0 || refAttrName !== '')
        throw onnxFault(
          'subgraph',
          `has a graph inside of ${printable(opType)}${nodeName(name)}, attribute ${printable(key)}`,
        )
  }
  if (opset < oldestOpset)
    throw onnxFault('model', `has operators of set ${opset}; those from ${oldestOpset} on are read`)
  if (graph.node.length > 20 * budget.layers)
    throw onnxFault('too-large', `has ${graph.node.length} nodes, more than ${20 * budget.layers}`)
  if (graph.initializer.length > budget.tensors)
    throw onnxFault('too-large', `has ${graph.initializer.length} tensors, more than ${budget.tensors}`)
  const constants = new Map<string, Constant>()
  let left = Math.floor(budget.weightBytes / 4)
  for (const tensor of graph.initializer) {
    const constant = readConstant(tensor, left)
    left -= constant.dims.reduce((product, size) => product * size, 1)
    if (constants.has(tensor.name)) throw onnxFault('graph', `has two tensors called ${printable(tensor.name)}`)
    constants.set(tensor.name, constant)
  }
  return {
    opset,
    nodes: graph.node,
    constants,
    // Files before IR version 4 name their constants as inputs too.
    inputs: graph.input.filter(({ name }) => !constants.has(name)),
    outputs: graph.output,
    metadata: new Map(metadataProps.map(({ key, value }) => [key, value])),
    mostElements: left,
  }
}

const nodeName = (name: string) => (name === '' ? '' : `, node ${printable(name)}`)

function decoded(file: WireSource) {
  try {
    return decodeMessage(ModelProto, file)
  } catch (error) {
    if (error instanceof ProtobufFault)
      throw onnxFault('bytes', `${error.message}: it is cut, damaged or something else`)
    throw error
  }
}
