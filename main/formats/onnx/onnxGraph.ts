import { elementCount, type Shape } from '../../../shared/graph/shape'
import type { Written } from '../../../shared/protobuf'
import type { ExportLayer, ExportModel } from '../exportModel'
import type { FlattenOrder } from '../flattenOrder'
import { toFloat16 } from '../float16'
import { storedType } from '../storedType'
import { attributeType, elementType, type NodeProto, type TensorProto } from './schema'

type Node = Written<typeof NodeProto.fields>
type Tensor = Written<typeof TensorProto.fields>

/** The key says which kind: ONNX tells 1 from 1.0. */
export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly ints: readonly number[] }
  | { readonly text: string }

/** A weight as ONNX has it. */
export interface WeightForm {
  readonly dims: Shape
  /** Makes its values of ours; absent: they are the same. */
  readonly from?: (values: Float32Array) => Float32Array
}

/**
 * The nodes and arrays of a graph in the making. Tensors are called `<layer>/<what>`, the layer's own output `<layer>/out`; a layer's
 * id has no slash, so that nothing collides.
 */
export class OnnxGraph {
  readonly nodes: Node[] = []
  readonly initializers: Tensor[] = []
  private readonly model: ExportModel

  constructor(model: ExportModel) {
    this.model = model
  }

  /** Adds a node; gives the name of its output. An absent optional input is ''. */
  node(
    opType: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>>,
    name: string,
    output = `${name}/out`,
  ): string {
    this.nodes.push({
      input: inputs,
      output: [output],
      name,
      opType,
      attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
    })
    return output
  }

  /** One of the model's arrays, read when the file is written. */
  weight(layer: ExportLayer, name: string, form?: WeightForm): string {
    const full = `${layer.id}/${name}`
    const { shapes } = this.model.weights
    const dims = form?.dims ?? (shapes.get(full) as Shape)
    const isHalf = storedType(this.model, full, dims) === 'float16'
    const count = elementCount(dims)
    const make = async () => {
      const values = await this.model.weights.read(full)
      const made = form?.from ? form.from(values) : values
      const stored = isHalf ? toFloat16(made) : made
      return new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength)
    }
    const rawData = { byteLength: count * (isHalf ? 2 : 4), make }
    this.initializers.push({ dims, dataType: elementType[isHalf ? 'float16' : 'float32'], name: full, rawData })
    if (!isHalf) return full
    // Stored in half the bytes, computed in float32: every runtime can do that, and does it once when it loads.
    return this.node('Cast', [full], { to: { int: elementType.float32 } }, `${full}/cast`, `${full}/float32`)
  }

  floats(name: string, values: ArrayLike<number>, dims: Shape = [values.length]): string {
    const data = Float32Array.from(values)
    this.initializers.push({ dims, dataType: elementType.float32, name, rawData: new Uint8Array(data.buffer) })
    return name
  }

  ints(name: string, values: readonly number[]): string {
    const data = BigInt64Array.from(values, (value) => BigInt(value))
    this.initializers.push({
      dims: [values.length],
      dataType: elementType.int64,
      name,
      rawData: new Uint8Array(data.buffer),
    })
    return name
  }

  /** NCHW to NHWC or back. */
  transpose(x: string, to: 'nhwc' | 'nchw', name: string): string {
    return this.node('Transpose', [x], { perm: { ints: to === 'nhwc' ? [0, 2, 3, 1] : [0, 3, 1, 2] } }, name)
  }
}

/** What a layer is written with. Pictures are NCHW, vectors [n, values]. */
export interface LayerWriting<L extends ExportLayer = ExportLayer> {
  readonly graph: OnnxGraph
  readonly layer: L
  /** Names of the tensors that it reads. */
  readonly inputs: readonly string[]
  readonly order: FlattenOrder
}

function attribute(name: string, value: Attribute) {
  if ('int' in value) return { name, i: value.int, type: attributeType.int }
  if ('float' in value) return { name, f: value.float, type: attributeType.float }
  if ('ints' in value) return { name, ints: value.ints, type: attributeType.ints }
  return { name, s: new Uint8Array(Buffer.from(value.text)), type: attributeType.string }
}
