import type { Shape } from '../../graph/shape'
import { layerDefinition } from '../../layers'
import { isLayerProblem, type LayerProblem } from '../../layers/layer'
import type { InnerLayer } from '../blocks/block'
import { type Inference, inferNetwork } from '../infer'
import { parseConfig } from '../layerConfig'
import { blockType, type LayerId, type LayerSpec } from '../layerSpec'
import type { Network } from '../network'
import { graphOf, type Scope } from './scope'

/**
 * The shape that a layer of a scope (or an input of its block) has, seen through the scope's instance; `undefined` where it is not
 * known. A layer that is bypassed, or left out by its condition, has the shape of what stands in its place.
 */
export function shapeIn(network: Network, id: LayerId, scope: Scope, inference: Inference): Shape | undefined {
  const graph = graphOf(network, scope)
  const port = graph.ports.indexOf(id)
  if (port >= 0) return portShape(network, port, scope, inference)
  const layer = graph.layers.find((each) => each.id === id)
  if (!layer) return undefined
  const full = scope.prefix + id
  const inferred = inference.layers.get(full)
  if (inferred) return inferred.shape
  const part = inference.parts.find((each) => each.id === full)
  if (part) return inference.layers.get(part.output)?.shape
  const instead = layer.bypassed ? layer.inputs[0] : (layer.otherwise ?? layer.inputs[0])
  const isLeftOut = layer.bypassed || layer.when !== undefined
  return isLeftOut && instead !== undefined && instead !== id ? shapeIn(network, instead, scope, inference) : undefined
}

/** What comes into the instance of a block: the shape of a layer inside it that takes that port says it. */
function portShape(network: Network, port: number, scope: Scope, inference: Inference): Shape | undefined {
  const { layers, ports } = graphOf(network, scope)
  const name = ports[port] as LayerId
  for (const layer of layers) {
    const at = layer.inputs.indexOf(name)
    if (at < 0) continue
    const inferred = inference.layers.get(scope.prefix + layer.id)
    const source = inferred?.spec.inputs[at]
    const shape = source === undefined ? inferred?.inputs[at] : inference.layers.get(source)?.shape
    if (shape) return shape
    if (layer.type === blockType) {
      const found = inference.parts.find((part) => part.id === scope.prefix + layer.id)
      const first = found?.layers.map((id) => inference.layers.get(id)).find((each) => each?.inputs[0])
      if (first?.inputs[0]) return first.inputs[0]
    }
  }
  return undefined
}

/**
 * What a layer would give with these shapes coming in, or why nothing: a layer's own word, or a fault of its settings. A block is
 * opened to know. Called with as many shapes as the layer takes.
 */
export function shapeFrom(
  network: Network,
  layer: Pick<InnerLayer, 'type' | 'config' | 'block'>,
  inputs: readonly Shape[],
): Shape | LayerProblem {
  if (layer.type === blockType) return blockShape(network, layer, inputs)
  const definition = layerDefinition(layer.type)
  if (!definition) return { code: 'unknown-layer-type', message: `there is no layer type "${layer.type}"` }
  const parsed = parseConfig(definition, layer.config)
  if ('problems' in parsed) return parsed.problems[0] as LayerProblem
  return definition.shape(parsed.config, inputs)
}

function blockShape(
  { blocks }: Pick<Network, 'blocks'>,
  { config, block }: Pick<InnerLayer, 'config' | 'block'>,
  inputs: readonly Shape[],
): Shape | LayerProblem {
  const sources = inputs.map((shape, k): LayerSpec => ({ id: `in${k}`, type: 'input', inputs: [], config: { shape } }))
  const probe: LayerSpec = { id: 'block', type: blockType, block, config, inputs: sources.map(({ id }) => id) }
  const { parts, layers, problems } = inferNetwork({ layers: [...sources, probe], blocks })
  const output = parts.find(({ id }) => id === 'block')?.output
  const shape = output === undefined ? undefined : layers.get(output)?.shape
  return shape ?? (problems.find(({ layer }) => layer?.startsWith('block')) as LayerProblem | undefined) ?? noShape
}

const noShape: LayerProblem = { code: 'no-shape', message: 'gives nothing' }

/** Whether a layer could take these layers: yes too where a shape is not known, or too few are connected to tell. */
export function fitsInputs(
  network: Network,
  layer: InnerLayer,
  inputs: readonly LayerId[],
  scope: Scope,
  inference: Inference,
): boolean {
  const shapes = inputs.map((id) => shapeIn(network, id, scope, inference))
  const least = leastInputs(network, layer)
  if (shapes.length < least || shapes.some((shape) => shape === undefined)) return true
  const config = inference.specs.get(scope.prefix + layer.id)?.config ?? layer.config
  return !isLayerProblem(shapeFrom(network, { ...layer, config }, shapes as Shape[]))
}

/** How few inputs a layer can do with. */
export const leastInputs = ({ blocks }: Pick<Network, 'blocks'>, layer: Pick<InnerLayer, 'type' | 'block'>): number =>
  layer.type === blockType
    ? (blocks?.[layer.block ?? '']?.inputs.length ?? 1)
    : (layerDefinition(layer.type)?.inputs.min ?? 1)
