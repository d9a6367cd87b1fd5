import { Graph, type Tensor } from '../../shared/graph/graph'
import { constant } from '../../shared/graph/ops/array'
import type { Shape } from '../../shared/graph/shape'
import { layerDefinition } from '../../shared/layers'
import type { LayerDefinition } from '../../shared/layers/layer'
import type { Phase } from '../../shared/layers/lowering'
import { asArray, runGraph } from '../runGraph'
import { aloneContext } from './aloneContext'

export const definitionOf = (type: string): LayerDefinition => {
  const definition = layerDefinition(type)
  if (!definition) throw new Error(`no layer ${type}`)
  return definition
}

/** Adds a layer without weights to a graph. */
export function lowerAlone(graph: Graph, type: string, config: object, x: Tensor, phase: Phase = 'inference'): Tensor {
  const definition = definitionOf(type)
  const noWeight = (name: string): Tensor => {
    throw new Error(`${type} asks for ${name}`)
  }
  const context = aloneContext(graph, { phase, frozen: false }, noWeight)
  return definition.lower(context, definition.schema.parse(config), [x])
}

/** What a layer without weights makes of the numbers in `x`, of shape [n, ...]. */
export async function applyAlone(
  type: string,
  config: object,
  x: { readonly shape: Shape; readonly values: readonly number[] },
  phase: Phase = 'inference',
): Promise<number[]> {
  const graph = new Graph()
  const y = lowerAlone(graph, type, config, constant(graph, x.values, 'float32', x.shape), phase)
  return Array.from(asArray((await runGraph(graph, { y })).y))
}
