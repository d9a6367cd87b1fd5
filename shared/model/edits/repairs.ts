import { layerDefinition } from '../../layers'
import { isLayerProblem } from '../../layers/layer'
import type { Inference } from '../infer'
import { inferenceOf } from '../inferenceOf'
import type { LayerId } from '../layerSpec'
import type { Network } from '../network'
import { addLayer, type NewLayer } from './addLayer'
import { graphOf, type Scope, topScope } from './scope'
import { shapeFrom, shapeIn } from './shapes'

/** A layer that mends a wire by standing in it. */
export interface Repair {
  readonly layer: NewLayer
  /** Which input of the faulty layer. */
  readonly input: number
}

/**
 * What can be put in front of a layer that its input does not fit: something between the two so that it does. None where nothing so
 * simple helps. Each was tried: with it the layer has a shape.
 */
export function repairsOf(
  network: Network,
  id: LayerId,
  scope: Scope = topScope,
  inference: Inference = inferenceOf(network),
): readonly Repair[] {
  const layer = graphOf(network, scope).layers.find((each) => each.id === id)
  const min = layer && layerDefinition(layer.type)?.inputs.min
  if (!layer || min === undefined || layer.inputs.length < min) return []
  const config = inference.specs.get(scope.prefix + id)?.config ?? layer.config
  const shapes = layer.inputs.map((source) => shapeIn(network, source, scope, inference))
  if (shapes.some((shape) => shape === undefined)) return []
  const known = shapes as (readonly number[])[]
  if (!isLayerProblem(shapeFrom(network, { ...layer, config }, known))) return []
  const found: Repair[] = []
  for (const [input, shape] of known.entries())
    for (const candidate of candidates(shape, known, input)) {
      const between = shapeFrom(network, { type: candidate.type, config: { ...candidate.config } }, [shape])
      if (isLayerProblem(between)) continue
      const mended = known.map((each, k) => (k === input ? between : each))
      if (!isLayerProblem(shapeFrom(network, { ...layer, config }, mended))) found.push({ layer: candidate, input })
    }
  return found
}

const mostRepairs = 2

function candidates(shape: readonly number[], all: readonly (readonly number[])[], input: number): readonly NewLayer[] {
  const other = all.find((_, k) => k !== input)
  if (!other) return shape.length === 3 ? [{ type: 'global-avg-pool' }, { type: 'flatten' }].slice(0, mostRepairs) : []
  if (other.length !== 3 || shape.length !== 3) return shape.length === 3 ? [{ type: 'global-avg-pool' }] : []
  const [height, width, channels] = shape as [number, number, number]
  const [h, w, filters] = other as [number, number, number]
  const stride: [number, number] = [Math.ceil(height / h), Math.ceil(width / w)]
  // He et al. 2015: a 1x1 convolution with the stride brings the shortcut to the branch's shape.
  return channels === filters && stride.every((step) => step === 1)
    ? []
    : [{ type: 'conv2d', config: { filters, kernel: 1, ...(stride.some((step) => step > 1) && { stride }) } }]
}

/** The network with one repair made. */
export function repair(
  network: Network,
  id: LayerId,
  { layer, input }: Repair,
  scope: Scope = topScope,
): { readonly network: Network; readonly id: LayerId } {
  const from = graphOf(network, scope).layers.find((each) => each.id === id)?.inputs[input]
  if (from === undefined) return { network, id }
  return addLayer(network, layer, { join: { wire: { from, to: id, input } }, scope })
}
