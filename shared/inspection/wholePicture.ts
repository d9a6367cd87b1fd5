import type { Inference } from '../model/infer'
import type { LayerId } from '../model/layerSpec'
import { type ReceptiveField, receptiveFields } from '../model/receptiveField'

/**
 * The first layer of which some output can depend on every pixel of the picture: its field, where it lies, covers the whole picture,
 * or it is dense or a global pool. `undefined` if there is none.
 */
export function firstToSeeAll(inference: Inference, fields = receptiveFields(inference)): LayerId | undefined {
  const { order, layers, input } = inference
  const picture = input === undefined ? undefined : layers.get(input)?.shape
  if (picture?.length !== 3) return undefined
  return order.find((id) => {
    const layer = layers.get(id)
    if (!layer?.shape || id === input) return false
    const field = fields.get(id)
    if (field)
      return [0, 1].every((axis) =>
        covers(field, axis as 0 | 1, picture[axis] as number, layer.shape?.[axis] as number),
      )
    return layer.definition.field?.(layer.config, layer.inputs) === 'all'
  })
}

/** Whether one of `outputs` positions along an axis sees all `pixels`. */
function covers({ size, jump, padding }: ReceptiveField, axis: 0 | 1, pixels: number, outputs: number): boolean {
  // The last output whose field begins at or before the first pixel.
  const k = Math.min(outputs - 1, Math.floor(padding[axis] / jump[axis]))
  return k >= 0 && k * jump[axis] - padding[axis] + size[axis] >= pixels
}
