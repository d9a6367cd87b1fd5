import {
  bytes,
  bytesList,
  doubles,
  float,
  floats,
  int,
  ints,
  lateBytes,
  many,
  message,
  one,
  text,
  texts,
} from '../../../shared/protobuf'

/**
 * The part of ONNX' messages that a network of ours can need (onnx.proto, IR version 10), as data: nothing of it is compiled at run
 * time, and a graph inside an attribute stays bytes, so that reading never recurses.
 */
const entry = message({ key: text(1), value: text(2) })

export const TensorProto = message({
  dims: ints(1),
  dataType: int(2),
  floatData: floats(4),
  int32Data: ints(5),
  stringData: bytesList(6),
  int64Data: ints(7),
  name: text(8),
  rawData: lateBytes(9),
  doubleData: doubles(10),
  externalData: many(13, entry, 100),
  dataLocation: int(14),
})

export const AttributeProto = message({
  name: text(1),
  f: float(2),
  i: int(3),
  s: bytes(4),
  t: one(5, TensorProto),
  g: bytes(6),
  floats: floats(7),
  ints: ints(8),
  strings: bytesList(9, 10_000),
  graphs: bytesList(11, 100),
  type: int(20),
  refAttrName: text(21),
})

export const NodeProto = message({
  input: texts(1, 10_000),
  output: texts(2, 10_000),
  name: text(3),
  opType: text(4),
  attribute: many(5, AttributeProto, 1000),
  domain: text(7),
})

const dimension = message({ value: int(1), parameter: text(2) })
const shape = message({ dim: many(1, dimension, 100) })
const tensorType = message({ elemType: int(1), shape: one(2, shape) })
const typeProto = message({ tensorType: one(1, tensorType) })
export const ValueInfoProto = message({ name: text(1), type: one(2, typeProto) })

export const GraphProto = message({
  node: many(1, NodeProto),
  name: text(2),
  initializer: many(5, TensorProto),
  input: many(11, ValueInfoProto),
  output: many(12, ValueInfoProto),
  valueInfo: many(13, ValueInfoProto),
  sparseInitializer: bytesList(15, 1000),
})

const operatorSet = message({ domain: text(1), version: int(2) })

export const ModelProto = message({
  irVersion: int(1),
  producerName: text(2),
  producerVersion: text(3),
  graph: one(7, GraphProto),
  opsetImport: many(8, operatorSet, 1000),
  metadataProps: many(14, entry, 10_000),
  functions: bytesList(25, 1000),
})

/** TensorProto.DataType. */
export const elementType = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  bfloat16: 16,
} as const
export type ElementType = keyof typeof elementType

/** AttributeProto.AttributeType. */
export const attributeType = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  ints: 7,
  strings: 8,
  graphs: 10,
} as const
