import type { AttributeValue, ConstantValue } from './attribute'
import type { Node, Tensor } from './graph'

/**
 * A graph as text, one node a line, for golden tests and for reading:
 *
 *   conv_1/Conv2D = Conv2D(images, conv_1/kernel) {strides: 1 1 1 1, padding: SAME} : float32[-1,28,28,16]
 */
export const printNodes = (nodes: readonly Node[]): string => `${nodes.map(printNode).join('\n')}\n`

function printNode(node: Node): string {
  const inputs = [...node.inputs.map(reference), ...node.control.map(({ name }) => `^${name}`)].join(', ')
  const attributes = Object.entries(node.op.attributes?.(node.inputs, node.attrs as never) ?? {})
    .filter(([, value]) => !('type' in value))
    .map(([key, value]) => `${key}: ${printValue(value)}`)
    .join(', ')
  const types = node.outputs.map(({ dtype, shape }) => `${dtype}[${shape}]`).join(' ')
  return `${node.name} = ${node.op.name}(${inputs})${attributes && ` {${attributes}}`}${types && ` : ${types}`}`
}

/** A tensor's name as TensorFlow writes it: the node's, with the output's number unless it is the first. */
export const reference = ({ node, index }: Tensor): string => (index === 0 ? node.name : `${node.name}:${index}`)

function printValue(value: AttributeValue): string {
  if ('tensor' in value) return printConstant(value.tensor)
  const [content] = Object.values(value) as [unknown]
  return Array.isArray(content) ? content.join(' ') : String(content)
}

const views = { float32: Float32Array, float64: Float64Array, int32: Int32Array, uint8: Uint8Array, bool: Uint8Array }

function printConstant({ dtype, shape, bytes }: ConstantValue): string {
  const View = views[dtype as keyof typeof views]
  const values = View ? [...new View(bytes.slice().buffer)].map((x) => Number(x.toPrecision(7))) : []
  return `[${shape}] ${values.length > 8 ? `${values.slice(0, 8).join(' ')} ...` : values.join(' ')}`
}
