import { Graph, type Tensor } from '../../../shared/graph/graph'
import { add, mul } from '../../../shared/graph/ops/arithmetic'
import { cast, constant, group, identity, placeholder } from '../../../shared/graph/ops/array'
import { restoreTensors, type StoredTensor, saveTensors } from '../../../shared/graph/ops/checkpoint'
import { assign, readVariable, variableHandle } from '../../../shared/graph/ops/state'
import type { CheckpointOps, StoredProgram } from '../../../shared/graph/program'
import type { Shape } from '../../../shared/graph/shape'
import { layerDefinition } from '../../../shared/layers'
import type { LowerContext } from '../../../shared/layers/lowering'
import { type ExportLayer, type ExportModel, weightOf } from '../exportModel'
import { storedType } from '../storedType'

/** Name of the one input, float32 [n, h, w, c]. */
export const servingInput = 'images'

/** What lies in the checkpoint, named `<layer id>/<weight>`. */
export const servingVariables = (model: ExportModel): StoredTensor[] =>
  model.layers.flatMap((layer) =>
    layer.weights.map((weight) => {
      const name = weightOf(layer, weight)
      const shape = model.weights.shapes.get(name) as Shape
      return { name, dtype: storedType(model, name, shape), shape }
    }),
  )

/**
 * A model as a TensorFlow graph with one signature, `serving_default`: `images` in, `logits` or `probabilities` out. Weights are
 * variables: as constants of the graph TensorFlow would hold each several times over.
 */
export function servingProgram(model: ExportModel): StoredProgram {
  const graph = new Graph()
  const images = placeholder(graph, servingInput, 'float32', [-1, ...model.inputShape])
  const { values, checkpoint } = variablesOf(graph, model)
  const outputs = new Map<string, Tensor>([[model.input, images]])
  for (const layer of model.layers) {
    if (layer.type === 'input') continue
    const inputs = layer.inputs.map((id) => outputs.get(id) as Tensor)
    outputs.set(
      layer.id,
      graph.scope(layer.id, () => lowered(graph, values, layer, inputs)),
    )
  }
  const output = identity(graph, outputs.get(model.output) as Tensor, model.outputKind)
  return {
    graph,
    checkpoint,
    signatures: { serving_default: { inputs: { [servingInput]: images }, outputs: { [model.outputKind]: output } } },
  }
}

/** Every weight as a variable, and how all of them come from a checkpoint; none where there is no weight. */
function variablesOf(graph: Graph, model: ExportModel) {
  const stored = servingVariables(model)
  const values = new Map<string, Tensor>()
  if (stored.length === 0) return { values }
  const handles = stored.map(({ name, dtype, shape }) => variableHandle(graph, name, dtype, shape))
  const reads = stored.map(({ name, dtype, shape }, k) =>
    readVariable(graph, handles[k] as Tensor, dtype, shape, `${name}/read`),
  )
  for (const [k, { name }] of stored.entries()) values.set(name, reads[k] as Tensor)
  const checkpoint = graph.scope('checkpoint', (): CheckpointOps => {
    const file = placeholder(graph, 'file', 'string', [])
    const restored = restoreTensors(graph, file, stored)
    const assigned = handles.map((handle, k) => assign(graph, handle, restored[k] as Tensor))
    return {
      file,
      saved: identity(graph, file, 'saved', [saveTensors(graph, file, stored, reads)]),
      restore: group(graph, assigned, 'restore'),
      variables: stored.map((_, k) => ({
        handle: handles[k] as Tensor,
        value: reads[k] as Tensor,
        assigned: assigned[k] as CheckpointOps['restore'],
      })),
    }
  })
  return { values, checkpoint }
}

function lowered(
  graph: Graph,
  values: ReadonlyMap<string, Tensor>,
  layer: ExportLayer,
  inputs: readonly Tensor[],
): Tensor {
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
    // Stored in half the bytes maybe, computed in float32.
    weight: (name) => cast(graph, values.get(weightOf(layer, name)) as Tensor, 'float32'),
    moveTowards: onlyInTraining,
    randomKey: onlyInTraining,
    knob: onlyInTraining,
  }
  return definition.lower(context, layer.config as never, inputs)
}
