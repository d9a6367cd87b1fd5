import { z } from 'zod'
import type { LayersModelWeight } from '../../../engine/layersModel'

/** An entry of the manifest, as far as it says how many bytes the array has. */
export const WeightSpec = z.looseObject({
  name: z.string(),
  shape: z.array(z.int().min(0)),
  dtype: z.literal('float32'),
  quantization: z.looseObject({ dtype: z.enum(['float16', 'uint8', 'uint16']) }).optional(),
})
export type WeightSpec = z.infer<typeof WeightSpec>

const storedBytes = { float16: 2, uint8: 1, uint16: 2 } as const

/** The arrays of a LayersModel, one at a time, out of pieces of bytes that lie one behind the other. */
export async function* layersModelWeights(
  specs: readonly WeightSpec[],
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<LayersModelWeight> {
  const from = filled(pieces)
  let piece = new Uint8Array(0)
  for (const spec of specs) {
    const each = spec.quantization ? storedBytes[spec.quantization.dtype] : 4
    const data = new Uint8Array(spec.shape.reduce((a, b) => a * b, 1) * each)
    for (let at = 0; at < data.length; ) {
      if (piece.length === 0) {
        const next = await from.next()
        if (next.done) throw new Error(`the bytes end inside of ${spec.name}`)
        piece = new Uint8Array(next.value)
      }
      const part = piece.subarray(0, data.length - at)
      data.set(part, at)
      at += part.length
      piece = piece.subarray(part.length)
    }
    yield { spec, data: data.buffer }
  }
  if (piece.length > 0 || !(await from.next()).done) throw new Error('there are more bytes than weights')
}

/** The shard of a model without weights is empty. */
async function* filled(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) if (piece.length > 0) yield piece
}
