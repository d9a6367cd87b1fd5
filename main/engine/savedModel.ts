import { createRequire } from 'node:module'
import type { AttributeValue } from '../../shared/graph/attribute'
import type { DType } from '../../shared/graph/dtype'
import type { Node, Tensor } from '../../shared/graph/graph'
import { reference } from '../../shared/graph/print'
import { nodesOf, type Program, type Signature } from '../../shared/graph/program'
import type { Shape } from '../../shared/graph/shape'
import { tensorflow } from './tensorflow'

/** TensorFlow's numbers of the dtypes (types.proto); the enum that tfjs-node ships lacks two of them. */
const dtypes: Record<DType, number> = {
  float32: 1,
  float64: 2,
  int32: 3,
  uint8: 4,
  string: 7,
  int64: 9,
  bool: 10,
  bfloat16: 14,
  float16: 19,
  resource: 20,
}

/** The graph version that TensorFlow 2.21 writes; 0 would mean the semantics of 2015. */
const producer = 1087

/** The part of tfjs-node's generated protobuf classes that is used here. */
// biome-ignore lint/suspicious/noExplicitAny: generated JavaScript without types
type Messages = Record<string, any>

function messages(): Messages {
  tensorflow()
  const require = createRequire(__filename)
  return require('@tensorflow/tfjs-node/dist/proto/api_pb.js') as Messages
}

/**
 * A program as the bytes of `saved_model.pb`: that file alone is a SavedModel that TensorFlow loads.
 * Dead nodes are left out. The signature `__saved_model_init_op` names the node that runs at load.
 */
export function savedModelBytes(program: Program): Uint8Array {
  return write(program, nodesOf(program))
}

/** The same without its nodes: enough for tfjs-node to look a signature up once the session is open. */
export function signatureBytes(program: Program): Uint8Array {
  return write(program, [])
}

function write({ initialize, signatures }: Program, nodes: readonly Node[]): Uint8Array {
  const pb = messages()
  const graph = new pb.GraphDef()
  const versions = new pb.VersionDef()
  versions.setProducer(producer)
  graph.setVersions(versions)
  for (const node of nodes) graph.addNode(nodeMessage(pb, node))

  const meta = new pb.MetaGraphDef()
  const info = new pb.MetaGraphDef.MetaInfoDef()
  info.setTagsList(['serve'])
  meta.setMetaInfoDef(info)
  meta.setGraphDef(graph)
  const map = meta.getSignatureDefMap()
  for (const [name, signature] of Object.entries(signatures)) map.set(name, signatureMessage(pb, name, signature))
  const start = new pb.SignatureDef()
  // A NoOp has no output: its "tensor" is the bare node name.
  start.getOutputsMap().set('__saved_model_init_op', tensorInfo(pb, initialize.name, 'float32'))
  map.set('__saved_model_init_op', start)

  const model = new pb.SavedModel()
  model.setSavedModelSchemaVersion(1)
  model.addMetaGraphs(meta)
  return model.serializeBinary()
}

function nodeMessage(pb: Messages, node: Node) {
  const message = new pb.NodeDef()
  message.setName(node.name)
  message.setOp(node.op.name)
  if (node.device) message.setDevice(node.device)
  message.setInputList([...node.inputs.map(reference), ...node.control.map(({ name }) => `^${name}`)])
  const attributes = node.op.attributes?.(node.inputs, node.attrs as never) ?? {}
  const map = message.getAttrMap()
  for (const [key, value] of Object.entries(attributes)) map.set(key, attributeMessage(pb, value))
  return message
}

function signatureMessage(pb: Messages, name: string, { inputs, outputs }: Signature) {
  const message = new pb.SignatureDef()
  message.setMethodName(name)
  const put = (map: { set(key: string, value: unknown): void }, tensors: Readonly<Record<string, Tensor>>) => {
    for (const [key, tensor] of Object.entries(tensors))
      map.set(key, tensorInfo(pb, `${tensor.node.name}:${tensor.index}`, tensor.dtype))
  }
  put(message.getInputsMap(), inputs)
  put(message.getOutputsMap(), outputs)
  return message
}

function tensorInfo(pb: Messages, name: string, dtype: DType) {
  const message = new pb.TensorInfo()
  message.setName(name)
  message.setDtype(dtypes[dtype])
  message.setTensorShape(shapeMessage(pb, []))
  return message
}

function shapeMessage(pb: Messages, shape: Shape) {
  const message = new pb.TensorShape()
  message.setDimList(
    shape.map((size) => {
      const dim = new pb.TensorShape.Dim()
      dim.setSize(size)
      return dim
    }),
  )
  return message
}

/** protobuf's `bytes` fields take base64 or a Uint8Array; a plain string would be read as base64. */
const asBytes = (text: string) => new Uint8Array(Buffer.from(text))

function attributeMessage(pb: Messages, value: AttributeValue) {
  const message = new pb.AttrValue()
  const list = (fill: (list: Messages[string]) => void) => {
    const made = new pb.AttrValue.ListValue()
    fill(made)
    message.setList(made)
  }
  if ('type' in value) message.setType(dtypes[value.type])
  else if ('int' in value) message.setI(value.int)
  else if ('float' in value) message.setF(value.float)
  else if ('bool' in value) message.setB(value.bool)
  else if ('text' in value) message.setS(asBytes(value.text))
  else if ('shape' in value) message.setShape(shapeMessage(pb, value.shape))
  else if ('ints' in value) list((made) => made.setIList([...value.ints]))
  else if ('floats' in value) list((made) => made.setFList([...value.floats]))
  else if ('types' in value) list((made) => made.setTypeList(value.types.map((type) => dtypes[type])))
  else {
    const tensor = new pb.Tensor()
    tensor.setDtype(dtypes[value.tensor.dtype])
    tensor.setTensorShape(shapeMessage(pb, value.tensor.shape))
    tensor.setTensorContent(value.tensor.bytes)
    message.setTensor(tensor)
  }
  return message
}
