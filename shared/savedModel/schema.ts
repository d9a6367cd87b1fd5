import { bytes, bytesList, flag, float, floats, int, ints, many, message, one, text, texts } from '../protobuf'

/** The part of TensorFlow's messages that a SavedModel of ours has (saved_model.proto, meta_graph.proto and what they include). */
const dimension = message({ size: int(1) })
export const TensorShapeProto = message({ dim: many(2, dimension, 100), unknownRank: flag(3) })

export const TensorProto = message({
  dtype: int(1),
  tensorShape: one(2, TensorShapeProto),
  tensorContent: bytes(4),
  stringVal: bytesList(8),
})

const listValue = message({ s: bytesList(2), i: ints(3), f: floats(4), type: ints(6) })

export const AttrValue = message({
  list: one(1, listValue),
  s: bytes(2),
  i: int(3),
  f: float(4),
  b: flag(5),
  type: int(6),
  shape: one(7, TensorShapeProto),
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

const tensorInfo = message({ name: text(1), dtype: int(2), tensorShape: one(3, TensorShapeProto) })
const namedTensor = message({ key: text(1), value: one(2, tensorInfo) })
const signatureDef = message({ inputs: many(1, namedTensor), outputs: many(2, namedTensor), methodName: text(3) })
const namedSignature = message({ key: text(1), value: one(2, signatureDef) })

const metaInfo = message({ tags: texts(4, 100) })
/** How variables come from the checkpoint (saver.proto). */
const SaverDef = message({
  filenameTensorName: text(1),
  saveTensorName: text(2),
  restoreOpName: text(3),
  version: int(7),
})

/** `CheckpointFormatVersion.V2`: a bundle of tensors. */
export const checkpointVersion = 2

/** What Python makes a variable of (variable.proto). */
export const VariableDef = message({
  variableName: text(1),
  initializerName: text(2),
  snapshotName: text(3),
  isResource: flag(5),
})

const collection = message({ bytesList: one(2, message({ value: bytesList(1) })) })
const namedCollection = message({ key: text(1), value: one(2, collection) })

const MetaGraphDef = message({
  metaInfo: one(1, metaInfo),
  graph: one(2, GraphDef),
  saver: one(3, SaverDef),
  collection: many(4, namedCollection, 1000),
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
