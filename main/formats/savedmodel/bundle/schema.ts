import { fixed32, int, message, one } from '../../../../shared/protobuf'
import { TensorShapeProto } from '../../../../shared/savedModel/schema'

/** TensorFlow's bundle of tensors (tensor_bundle.proto): the index has a header under the empty key, and an entry a tensor under its name. */
const versions = message({ producer: int(1), minConsumer: int(2) })

export const BundleHeader = message({ shards: int(1), endianness: int(2), version: one(3, versions) })

export const BundleEntry = message({
  dtype: int(1),
  shape: one(2, TensorShapeProto),
  shard: int(3),
  offset: int(4),
  size: int(5),
  /** Masked. */
  crc32c: fixed32(6),
})

export const indexFile = 'variables.index'
export const dataFile = 'variables.data-00000-of-00001'
