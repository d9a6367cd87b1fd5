import { printable } from '../../printable'
import type { OnnxNode } from '../decodeOnnx'
import { onnxFault } from '../fault'
import { Attributes } from './attributes'
import { type GraphReader, nodeText } from './graphReader'
import type { NodeReader } from './nodeReader'
import { arithmeticOps } from './ops/arithmetic'
import { constantOps } from './ops/constants'
import { convolutionOps } from './ops/convolution'
import { functionOps } from './ops/functions'
import { mergeOps } from './ops/merge'
import { normalizationOps } from './ops/normalization'
import { poolingOps } from './ops/pooling'
import { shapeOps } from './ops/shape'
import { viewOps } from './ops/views'

/** By operator. `constants` come first: a node over arrays of the file alone is worked out at once. */
const readers: ReadonlyMap<string, NodeReader> = new Map(
  Object.entries({
    ...convolutionOps,
    ...poolingOps,
    ...normalizationOps,
    ...functionOps,
    ...arithmeticOps,
    ...shapeOps,
    ...mergeOps,
  }),
)

/** Outputs beside the first that may be named as long as nobody reads them: dropout's mask, batch norm's statistics. */
export function readNode(reader: GraphReader, node: OnnxNode): void {
  const [first, ...others] = node.output
  if (first === undefined) throw onnxFault('graph', `has ${nodeText(node)} without an output`)
  for (const other of others)
    if ((reader.readers.get(other) ?? 0) > 0)
      throw onnxFault('setting', `has ${nodeText(node)}, of which a second output, ${printable(other)}, is read`)
  const attributes = new Attributes(node)
  if (constantOps(reader, node, attributes) || viewOps(reader, node, attributes)) return
  const read = readers.get(node.opType)
  if (!read) throw onnxFault('operator', `has ${nodeText(node)}, an operator that no layer of ours is`)
  read(reader, node, attributes)
}
