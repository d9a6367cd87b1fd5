import type { AttributeValue } from '../graph/attribute'
import type { Node, Tensor } from '../graph/graph'
import { reference } from '../graph/print'
import { type CheckpointOps, nodesOf, type Signature, type StoredProgram } from '../graph/program'
import type { Shape } from '../graph/shape'
import { type EncodedMessage, encodeMessage, joined, type Written } from '../protobuf'
import { type AttrValue, checkpointVersion, dtypeNumbers, SavedModel, VariableDef } from './schema'

/** The graph version that TensorFlow 2.21 writes; 0 would mean the semantics of 2015. */
const producer = 1087

export interface SavedModelParts {
  /** `none`: enough for a program that has the session and looks a signature up. */
  readonly nodes: 'live' | 'none'
  /** What a signature says it is for; TensorFlow Serving wants 'tensorflow/serving/predict'. Its own name unless given. */
  readonly method?: string
  /** The shapes of inputs and outputs, for programs that are shown them; absent: scalars, which nothing checks. */
  readonly showShapes?: boolean
}

/**
 * A program as `saved_model.pb`: that file alone is a SavedModel that TensorFlow loads, unless its variables lie in a checkpoint beside
 * it. Dead nodes are left out. The signature `__saved_model_init_op` names the node that runs at load.
 */
export function encodeSavedModel(
  program: StoredProgram,
  { nodes, method, showShapes = false }: SavedModelParts,
): EncodedMessage {
  const { initialize, signatures, checkpoint } = program
  const tensor = ({ node, index, dtype, shape }: Tensor) => ({
    name: `${node.name}:${index}`,
    dtype: dtypeNumbers[dtype],
    tensorShape: shapeOf(showShapes ? shape : []),
  })
  const tensors = (named: Readonly<Record<string, Tensor>>) =>
    Object.entries(named).map(([key, value]) => ({ key, value: tensor(value) }))
  const signature = ([key, { inputs, outputs }]: [string, Signature]) => ({
    key,
    value: { inputs: tensors(inputs), outputs: tensors(outputs), methodName: method ?? key },
  })
  return encodeMessage(SavedModel, {
    schemaVersion: 1,
    metaGraph: [
      {
        metaInfo: { tags: ['serve'] },
        graph: { node: nodes === 'live' ? nodesOf(program).map(nodeOf) : [], versions: { producer } },
        ...(checkpoint && restored(checkpoint)),
        signature: [...Object.entries(signatures).map(signature), ...(initialize ? [atLoad(initialize)] : [])],
      },
    ],
  })
}

function atLoad({ name }: Node) {
  // A NoOp has no output: its "tensor" is the bare node name.
  const start = { name, dtype: dtypeNumbers.float32, tensorShape: {} }
  const key = '__saved_model_init_op'
  return { key, value: { outputs: [{ key, value: start }] } }
}

/** Tells TensorFlow how variables are read from the checkpoint, and Python which variables there are. */
function restored({ file, saved, restore, variables }: CheckpointOps) {
  const tensor = ({ node, index }: Tensor) => `${node.name}:${index}`
  const described = variables.map(({ handle, value, assigned }) =>
    joined(
      encodeMessage(VariableDef, {
        variableName: tensor(handle),
        initializerName: assigned.name,
        snapshotName: tensor(value),
        isResource: true,
      }),
    ),
  )
  return {
    saver: {
      filenameTensorName: tensor(file),
      saveTensorName: tensor(saved),
      restoreOpName: restore.name,
      version: checkpointVersion,
    },
    collection: [{ key: 'variables', value: { bytesList: { value: described } } }],
  }
}

function nodeOf(node: Node) {
  const attributes = node.op.attributes?.(node.inputs, node.attrs as never) ?? {}
  return {
    name: node.name,
    op: node.op.name,
    input: [...node.inputs.map(reference), ...node.control.map(({ name }) => `^${name}`)],
    ...(node.device && { device: node.device }),
    attr: Object.entries(attributes).map(([key, value]) => ({ key, value: attributeOf(value) })),
  }
}

const shapeOf = (shape: Shape) => ({ dim: shape.map((size) => ({ size })) })

function attributeOf(value: AttributeValue): Written<typeof AttrValue.fields> {
  if ('type' in value) return { type: dtypeNumbers[value.type] }
  if ('int' in value) return { i: value.int }
  if ('float' in value) return { f: value.float }
  if ('bool' in value) return { b: value.bool }
  if ('text' in value) return { s: ascii(value.text) }
  if ('shape' in value) return { shape: shapeOf(value.shape) }
  if ('ints' in value) return { list: { i: value.ints } }
  if ('floats' in value) return { list: { f: value.floats } }
  if ('words' in value)
    return {
      tensor: {
        dtype: dtypeNumbers.string,
        tensorShape: shapeOf([value.words.length]),
        stringVal: value.words.map(ascii),
      },
    }
  if ('types' in value) return { list: { type: value.types.map((type) => dtypeNumbers[type]) } }
  const { dtype, shape, bytes } = value.tensor
  return { tensor: { dtype: dtypeNumbers[dtype], tensorShape: shapeOf(shape), tensorContent: bytes } }
}

/** Texts of attributes are words of TensorFlow's: 'NHWC', 'SAME'; those of tensors, names of variables. */
function ascii(text: string): Uint8Array {
  if (/[^ -~]/.test(text)) throw new Error(`the text ${JSON.stringify(text)} is not plain ASCII`)
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0))
}
