import type { OnnxNode } from '../decodeOnnx'
import type { Attributes } from './attributes'
import type { GraphReader } from './graphReader'

/** What a node becomes: it gives its output a value, with layers or without. */
export type NodeReader = (reader: GraphReader, node: OnnxNode, attributes: Attributes) => void

/** A name for a node's layer: that of its weights, without their last part, where it says more than the node's own. */
export function layerName(node: OnnxNode, weight = ''): string {
  const stem = /^([^:]+)[./](?:weight|bias|kernel|gamma|beta|scale|moving-mean|running_mean)$/.exec(weight)?.[1]
  return stem ?? (node.name === '' ? (node.output[0] as string) : node.name)
}
