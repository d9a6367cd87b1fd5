import { Graph, type Tensor } from '../../../shared/graph/graph'
import { add, mul } from '../../../shared/graph/ops/arithmetic'
import { cast, constant, group, identity, lateConstant, placeholder } from '../../../shared/graph/ops/array'
import type { Program } from '../../../shared/graph/program'
import { elementCount, type Shape } from '../../../shared/graph/shape'
import { layerDefinition } from '../../../shared/layers'
import type { LowerContext } from '../../../shared/layers/lowering'
import { arrayBytes } from '../arrayBytes'
import { type ExportLayer, type ExportModel, weightOf } from '../exportModel'

/** Name of the one input, float32 [n, h, w, c]. */
export const servingInput = 'images'

/**
 * A model as a TensorFlow graph with one signature, `serving_default`: `images` in, `logits` or `probabilities` out. Weights are constants
 * named `<layer id>/<weight>`, so that the file needs nothing beside it; each is read when it is written.
 */
export function servingProgram(model: ExportModel): Program {
  const graph = new Graph()
  const images = placeholder(graph, servingInput, 'float32', [-1, ...model.inputShape])
  const outputs = new Map<string, Tensor>([[model.input, images]])
  for (const layer of model.layers) {
    if (layer.type === 'input') continue
    const inputs = layer.inputs.map((id) => outputs.get(id) as Tensor)
    outputs.set(
      layer.id,
      graph.scope(layer.id, () => lowered(graph, model, layer, inputs)),
    )
  }
  const output = identity(graph, outputs.get(model.output) as Tensor, model.outputKind)
  return {
    graph,
    initialize: group(graph, [], 'nothing_to_initialize'),
    variables: [],
    signatures: { serving_default: { inputs: { [servingInput]: images }, outputs: { [model.outputKind]: output } } },
  }
}

function lowered(graph: Graph, model: ExportModel, layer: ExportLayer, inputs: readonly Tensor[]): Tensor {
  if (layer.type === 'scale') {
    const of = (values: readonly number[]) => (values.length === 1 ? (values[0] as number) : constant(graph, values))
    const scaled = mul(graph, inputs[0] as Tensor, of(layer.config.scale))
    return layer.config.offset.every((value) => value === 0) ? scaled : add(graph, scaled, of(layer.config.offset))
  }
  const definition = layerDefinition(layer.type)
  if (!definition) throw new Error(`no layer ${layer.type}`)
  const onlyInTraining = (): never => {
    throw new Error(`${layer.id} asks in inference for what only training has`)
  }
  const context: LowerContext = {
    graph,
    phase: 'inference',
    frozen: false,
    weight: (name) => weight(graph, model, layer, name),
    moveTowards: onlyInTraining,
    randomKey: onlyInTraining,
    knob: onlyInTraining,
  }
  return definition.lower(context, layer.config as never, inputs)
}

function weight(graph: Graph, model: ExportModel, layer: ExportLayer, name: string): Tensor {
  const full = weightOf(layer, name)
  const shape = model.weights.shapes.get(full) as Shape
  const { weightType: dtype } = model
  const byteLength = elementCount(shape) * (dtype === 'float16' ? 2 : 4)
  const make = async () => arrayBytes(await model.weights.read(full), dtype)
  const stored = lateConstant(graph, name, { dtype, shape, bytes: { byteLength, make } })
  // Stored in half the bytes, computed in float32.
  return dtype === 'float16' ? cast(graph, stored, 'float32') : stored
}
