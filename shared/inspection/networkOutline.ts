import { elementCount } from '../graph/shape'
import type { LayerFamily } from '../layers/layer'
import type { Inference } from '../model/infer'
import { leadingTo } from '../model/leadingTo'

/** Layers of a network that work on one size of picture: what a small drawing of it shows as one block. */
export interface OutlineStage {
  /** Height and width in pixels, the larger; 0 for vectors. */
  readonly size: number
  /** Of its last layer: channels, or values of a vector. */
  readonly channels: number
  /** Layers with weights. */
  readonly layers: number
  readonly family: LayerFamily
  /** How its branches meet, where it has some. */
  readonly join?: 'add' | 'concat'
}

/**
 * The stages of a network from its input to its output, the input first. Layers that only a second classifier needs are left out,
 * and so are sizes without a layer that learns. Empty where no shape is known.
 */
export function networkOutline(inference: Inference): OutlineStage[] {
  const { input, output, order, layers } = inference
  const start = input === undefined ? undefined : layers.get(input)?.shape
  if (!start) return []
  const isMeant = output === undefined ? new Set(order) : leadingTo(inference, [output])
  const stages = new Map<number, OutlineStage>()
  for (const id of order) {
    const layer = layers.get(id)
    if (!layer?.shape || !isMeant.has(id) || id === input) continue
    const { shape, definition } = layer
    const size = shape.length === 3 ? Math.max(shape[0] as number, shape[1] as number) : 0
    const known = stages.get(size)
    const learns = definition.family === 'convolution' || definition.family === 'dense'
    const join = definition.type === 'add' || definition.type === 'concat' ? definition.type : known?.join
    stages.set(size, {
      size,
      channels: shape.at(-1) as number,
      layers: (known?.layers ?? 0) + (learns ? 1 : 0),
      family: learns ? definition.family : (known?.family ?? definition.family),
      ...(join && { join }),
    })
  }
  const first: OutlineStage =
    start.length === 3
      ? {
          size: Math.max(start[0] as number, start[1] as number),
          channels: start[2] as number,
          layers: 0,
          family: 'shape',
        }
      : { size: 0, channels: elementCount(start), layers: 0, family: 'shape' }
  return [first, ...[...stages.values()].filter((stage) => stage.layers > 0)]
}
