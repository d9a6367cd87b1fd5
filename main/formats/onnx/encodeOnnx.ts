import { type EncodedMessage, encodeMessage } from '../../../shared/protobuf'
import type { ExportLayer, ExportLayerOf, ExportModel } from '../exportModel'
import { flattenOrder } from '../flattenOrder'
import { notesOf } from '../modelNotes'
import { OnnxGraph } from './onnxGraph'
import { elementType, ModelProto } from './schema'
import { writeLayer } from './writeLayer'

/** GroupNormalization with a gamma a channel came with 21; onnxruntime has it since 1.20 (2024). */
const opset = 21
const irVersion = 10

/** Name of the one input, float32 [batch, c, h, w] or [batch, h, w, c]. */
export const onnxInput = 'images'

/**
 * A model as an ONNX file: default domain only, every array inside the file, batch size free. Pictures are NCHW in it; with
 * `layout` "nhwc" its first node is a transposition. Labels, preprocessing and the model card stand in `metadata_props`.
 */
export function encodeOnnx(model: ExportModel, layout: 'nhwc' | 'nchw'): EncodedMessage {
  const graph = new OnnxGraph(model)
  const order = flattenOrder(model)
  const tensors = new Map<string, string>()
  const isPicture = model.inputShape.length === 3
  tensors.set(model.input, isPicture && layout === 'nhwc' ? graph.transpose(onnxInput, 'nchw', 'to_nchw') : onnxInput)
  for (const layer of model.layers) {
    if (layer.type === 'input') continue
    const inputs = layer.inputs.map((id) => tensors.get(id) as string)
    const writing = { graph, layer: layer as Exclude<ExportLayer, ExportLayerOf<'input'>>, inputs, order }
    tensors.set(layer.id, writeLayer(writing))
  }
  const output = model.outputKind
  const last = tensors.get(model.output) as string
  graph.node('Identity', [last], {}, 'end', output)
  const [height, width, channels] = model.inputShape
  const picture = layout === 'nhwc' ? [height, width, channels] : [channels, height, width]
  return encodeMessage(ModelProto, {
    irVersion,
    producerName: 'layerloom',
    producerVersion: model.card.layerloom,
    opsetImport: [{ domain: '', version: opset }],
    graph: {
      name: model.name,
      node: graph.nodes,
      initializer: graph.initializers,
      input: [tensorInfo(onnxInput, isPicture ? picture : model.inputShape)],
      output: [tensorInfo(output, (model.layers.find(({ id }) => id === model.output) as ExportLayer).shape)],
    },
    metadataProps: [
      { key: 'layerloom.notes', value: JSON.stringify(notesOf(model, layout)) },
      { key: 'layerloom.card', value: JSON.stringify(model.card) },
      { key: 'classes', value: JSON.stringify(model.classes) },
    ],
  })
}

const tensorInfo = (name: string, shape: readonly number[]) => ({
  name,
  type: {
    tensorType: {
      elemType: elementType.float32,
      shape: { dim: [{ parameter: 'batch' }, ...shape.map((value) => ({ value }))] },
    },
  },
})
