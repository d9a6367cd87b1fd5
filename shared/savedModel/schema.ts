import { bytes, bytesList, flag, float, floats, int, ints, many, message, one, text, texts } from '../protobuf'

/** The part of TensorFlow's messages that a SavedModel of ours has (saved_model.proto, meta_graph.proto and what they include). */
const dimension = message({ size: int(1) })
const tensorShape = message({ dim: many(2, dimension, 100), unknownRank: flag(3) })

export const TensorProto = message({
  dtype: int(1),
  tensorShape: one(2, tensorShape),
  tensorContent: bytes(4),
})

const listValue = message({ s: bytesList(2), i: ints(3), f: floats(4), type: ints(6) })

export const AttrValue = message({
  list: one(1, listValue),
  s: bytes(2),
  i: int(3),
  f: float(4),
  b: flag(5),
  type: int(6),
  shape: one(7, tensorShape),
  tensor: one(8, TensorProto),
})

const attribute = message({ key: text(1), value: one(2, AttrValue) })

const NodeDef = message({
  name: text(1),
  op: text(2),
  input: texts(3, 10_000),
  device: text(4),
  attr: many(5, attribute, 1000),
})

const versionDef = message({ producer: int(1) })
const GraphDef = message({ node: many(1, NodeDef), library: bytes(2), versions: one(4, versionDef) })

const tensorInfo = message({ name: text(1), dtype: int(2), tensorShape: one(3, tensorShape) })
const namedTensor = message({ key: text(1), value: one(2, tensorInfo) })
const signatureDef = message({ inputs: many(1, namedTensor), outputs: many(2, namedTensor), methodName: text(3) })
const namedSignature = message({ key: text(1), value: one(2, signatureDef) })

const metaInfo = message({ tags: texts(4, 100) })
const MetaGraphDef = message({
  metaInfo: one(1, metaInfo),
  graph: one(2, GraphDef),
  signature: many(5, namedSignature, 1000),
})

export const SavedModel = message({ schemaVersion: int(1), metaGraph: many(2, MetaGraphDef, 100) })

/** TensorFlow's numbers of the dtypes (types.proto). */
export const dtypeNumbers = {
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
} as const
