import { onnxFault } from '../../fault'
import { nodeText } from '../graphReader'
import { layerName, type NodeReader } from '../nodeReader'
import type { VectorValue } from '../value'
import { asItIs, madeOf } from './convolution'

/** A vector whose values stand in another order than in the file would have another's weights. */
const expectOwnOrder = (node: Parameters<NodeReader>[1], { picture }: Partial<VectorValue>) => {
  if (picture) throw onnxFault('setting', `has ${nodeText(node)} behind a flattened picture`)
}

const batchNormalization: NodeReader = (reader, node, attributes) => {
  attributes.expect('training_mode', 0)
  const x = reader.activation(node)
  if (x.kind === 'vector') expectOwnOrder(node, x)
  else if (x.layout === 'nhwc')
    throw onnxFault('setting', `has ${nodeText(node)} over a picture whose channels come last`)
  const names = ['gamma', 'beta', 'moving-mean', 'moving-variance']
  const weights = names.map((name, k) => [name, asItIs(reader.floats(node, k + 1))] as const)
  const config = { epsilon: attributes.float('epsilon', 1e-5) }
  const id = reader.add(layerName(node, reader.floats(node, 1).name), 'batch-norm', [x.id], config, new Map(weights))
  reader.set(node.output[0] as string, { ...x, id, isShared: false })
}

const groupNormalization: NodeReader = (reader, node, attributes) => {
  const x = reader.channelsFirst(node)
  const [gamma, beta] = [reader.floats(node, 1), reader.floats(node, 2)]
  const config = { groups: attributes.int('num_groups', 1), epsilon: attributes.float('epsilon', 1e-5) }
  const weights = new Map([
    ['gamma', asItIs(gamma)],
    ['beta', asItIs(beta)],
  ])
  const id = reader.add(layerName(node, gamma.name), 'group-norm', [x.id], config, weights)
  reader.set(node.output[0] as string, { ...x, id, isShared: false })
}

/** Each channel alone: as many groups as channels. */
const instanceNormalization: NodeReader = (reader, node, attributes) => {
  const x = reader.channelsFirst(node)
  const [gamma, beta] = [reader.floats(node, 1), reader.floats(node, 2)]
  const config = { groups: reader.shapeOf(x.id)[2], epsilon: attributes.float('epsilon', 1e-5) }
  const weights = new Map([
    ['gamma', asItIs(gamma)],
    ['beta', asItIs(beta)],
  ])
  const id = reader.add(layerName(node, gamma.name), 'group-norm', [x.id], config, weights)
  reader.set(node.output[0] as string, { ...x, id, isShared: false })
}

const layerNormalization: NodeReader = (reader, node, attributes) => {
  const x = reader.activation(node)
  const rank = x.kind === 'picture' ? 4 : 2
  const axis = attributes.int('axis', -1)
  const first = axis < 0 ? axis + rank : axis
  const gamma = reader.floats(node, 1)
  const beta = reader.has(node, 2) ? reader.floats(node, 2) : undefined
  const isAll = x.kind === 'picture' && first === 1
  const isChannels = x.kind === 'picture' ? x.layout === 'nhwc' && first === 3 : first === 1
  if (x.kind === 'vector') expectOwnOrder(node, x)
  if (!isAll && !isChannels) throw onnxFault('setting', `has ${nodeText(node)} over axis ${axis}`)
  const config = {
    axes: isAll ? 'all' : 'channels',
    epsilon: attributes.float('epsilon', 1e-5),
    center: beta !== undefined,
  }
  const isChannelsFirst = isAll && x.kind === 'picture' && x.layout === 'nchw'
  const made = (one: typeof gamma) => (isChannelsFirst ? madeOf(one, [1, 2, 0]) : asItIs(one))
  const weights = new Map([['gamma', made(gamma)], ...(beta ? [['beta', made(beta)] as const] : [])])
  const id = reader.add(layerName(node, gamma.name), 'layer-norm', [x.id], config, weights)
  reader.set(node.output[0] as string, { ...x, id, isShared: false })
}

/** ONNX divides alpha by the size of the window, as PyTorch does. */
const lrn: NodeReader = (reader, node, attributes) => {
  const x = reader.channelsFirst(node)
  const config = {
    size: attributes.int('size', 1),
    alpha: attributes.float('alpha', 1e-4),
    beta: attributes.float('beta', 0.75),
    k: attributes.float('bias', 1),
    convention: 'pytorch',
  }
  reader.set(node.output[0] as string, { ...x, id: reader.add(layerName(node), 'local-response-norm', [x.id], config) })
}

export const normalizationOps: Record<string, NodeReader> = {
  BatchNormalization: batchNormalization,
  GroupNormalization: groupNormalization,
  InstanceNormalization: instanceNormalization,
  LayerNormalization: layerNormalization,
  LRN: lrn,
}
