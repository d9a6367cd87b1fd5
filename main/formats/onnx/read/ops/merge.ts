import { onnxFault } from '../../fault'
import { nodeText, sameForm } from '../graphReader'
import { layerName, type NodeReader } from '../nodeReader'

const sum: NodeReader = (reader, node) => {
  const all = node.input.map((_, k) => reader.activation(node, k))
  if (all.length === 1) reader.alias(node, all[0] as (typeof all)[number])
  else reader.set(node.output[0] as string, reader.added(layerName(node), all, node))
}

const concat: NodeReader = (reader, node, attributes) => {
  const all = node.input.map((_, k) => reader.activation(node, k))
  const [first] = all
  if (!first) throw onnxFault('graph', `has ${nodeText(node)} without inputs`)
  if (all.length === 1) return reader.alias(node, first)
  const rank = first.kind === 'picture' || first.isSpatial ? 4 : 2
  const axis = attributes.int('axis', 1)
  const channels = first.kind === 'picture' && first.layout === 'nhwc' ? 3 : 1
  const isOrdered = all.every((one) => one.kind === 'picture' || !one.picture)
  if ((axis < 0 ? axis + rank : axis) !== channels || !isOrdered || all.some((one) => !sameForm(one, first)))
    throw onnxFault('setting', `has ${nodeText(node)} along another axis than the channels`)
  const id = reader.add(
    layerName(node),
    'concat',
    all.map((one) => one.id),
  )
  reader.set(node.output[0] as string, { ...first, id, isShared: false })
}

export const mergeOps: Record<string, NodeReader> = { Sum: sum, Concat: concat }
