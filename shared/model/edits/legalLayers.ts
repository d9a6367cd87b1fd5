import type { Shape } from '../../graph/shape'
import { layerDefinition } from '../../layers'
import { isLayerProblem } from '../../layers/layer'
import type { Inference } from '../infer'
import { inferenceOf } from '../inferenceOf'
import { blockType, type LayerId } from '../layerSpec'
import type { Network } from '../network'
import { type NewLayer, withLibraryBlock } from './addLayer'
import { layerFor, type Offer, offers } from './offers'
import { graphOf, type Scope, topScope } from './scope'
import { shapeFrom, shapeIn } from './shapes'

/** A layer that can follow, with what it would give. */
export interface LegalLayer {
  readonly offer: Offer
  readonly layer: NewLayer
  /** `undefined` where it needs more than this one wire to give anything, or the wire's own shape is not known. */
  readonly shape: Shape | undefined
  /** Whether it is what people usually put there. */
  readonly isUsual: boolean
}

/**
 * What usually follows what, by offer, the most usual first: conv, batch norm, ReLU and pool in the classic order (Ioffe and
 * Szegedy 2015), dropout in front of dense layers (Srivastava et al. 2014).
 */
const usual: readonly [after: RegExp, picture: readonly string[], vector: readonly string[]][] = [
  [/^input$/, ['conv2d'], ['dense']],
  [/conv2d/, ['batch-norm', 'activation:relu', 'max-pool'], []],
  [/norm/, ['activation:relu', 'conv2d', 'max-pool'], ['activation:relu', 'dropout', 'dense']],
  [
    /^(activation|prelu)$/,
    ['max-pool', 'conv2d', 'global-avg-pool', 'depthwise-conv2d'],
    ['dropout', 'dense', 'batch-norm'],
  ],
  [/pool$/, ['conv2d', 'flatten', 'dropout', 'block:residual'], ['dense', 'dropout']],
  [/^dense$/, [], ['activation:relu', 'batch-norm', 'activation:softmax', 'dropout']],
  [/^(flatten|reshape)$/, ['conv2d'], ['dense', 'dropout']],
  [/dropout|noise/, ['conv2d'], ['dense']],
  [/^(add|multiply)$/, ['activation:relu', 'conv2d', 'batch-norm'], ['activation:relu', 'dense']],
  [/^concat$/, ['conv2d', 'batch-norm', 'max-pool'], ['dense']],
  [/^block$/, ['block:residual', 'conv2d', 'max-pool', 'global-avg-pool'], ['dense']],
]

/** Every layer that may take the output of `from`, what usually follows first. Loops cannot arise: the layer is new. */
export function legalLayers(
  network: Network,
  from: LayerId,
  scope: Scope = topScope,
  inference: Inference = inferenceOf(network),
): readonly LegalLayer[] {
  const shape = shapeIn(network, from, scope, inference)
  const type = graphOf(network, scope).layers.find(({ id }) => id === from)?.type ?? 'input'
  const ranked = usualAfter(type, shape)
  const legal = offers.flatMap((offer): LegalLayer[] => {
    if (offer.type === 'input') return []
    const layer = layerFor(offer, shape)
    const given = resultOf(network, layer, shape)
    return given === 'illegal' ? [] : [{ offer, layer, shape: given, isUsual: ranked.includes(offer.key) }]
  })
  const rank = ({ offer }: LegalLayer) => {
    const at = ranked.indexOf(offer.key)
    return at < 0 ? ranked.length : at
  }
  // The sort is stable: what is not usual keeps the palette's order.
  return legal.sort((a, b) => rank(a) - rank(b))
}

function usualAfter(type: string, shape: Shape | undefined): readonly string[] {
  const found = usual.find(([after]) => after.test(type))
  if (!found) return []
  return shape?.length === 1 ? found[2] : found[1]
}

function resultOf(network: Network, layer: NewLayer, shape: Shape | undefined): Shape | undefined | 'illegal' {
  if (!shape) return undefined
  const definition = layer.type === blockType ? undefined : layerDefinition(layer.type)
  // A merge takes anything with something of its kind.
  if (definition && definition.inputs.min > 1) return undefined
  const known = withLibraryBlock(network, layer)
  if (layer.block !== undefined && known.blocks?.[layer.block]?.inputs.length !== 1) return undefined
  const result = shapeFrom(known, { type: layer.type, config: { ...layer.config }, block: layer.block }, [shape])
  return isLayerProblem(result) ? 'illegal' : result
}
