import { elementCount } from '../../shared/graph/shape'
import type { FormatWork } from './format'
import type { WeightSource } from './weightSource'

/** `source`, telling how much of it was read and ending when the work is given up. Each array counts once. */
export function watched(source: WeightSource, { onProgress, signal }: FormatWork): WeightSource {
  const total = [...source.shapes.values()].reduce((sum, shape) => sum + elementCount(shape) * 4, 0)
  const seen = new Set<string>()
  let done = 0
  return {
    shapes: source.shapes,
    async read(name) {
      signal?.throwIfAborted()
      const values = await source.read(name)
      if (!seen.has(name)) done += values.byteLength
      seen.add(name)
      onProgress(done, total)
      return values
    },
  }
}
