import type { InferenceProgram } from '../../shared/model/compileInference'
import type { Session } from '../engine/session'
import type { WeightSource } from '../formats/weightSource'

/**
 * Sets every array of an inference program, part by part, as bytes; with `changed` only the parts that have one of those. Throws an Error
 * for one that is missing or of another shape.
 */
export async function weightsInto(
  session: Session,
  { parts }: InferenceProgram,
  weights: WeightSource,
  changed?: ReadonlySet<string>,
): Promise<void> {
  for (const [k, part] of parts.entries()) {
    if (changed && !part.some(({ name }) => changed.has(name))) continue
    const feeds: Record<string, Uint8Array> = {}
    for (const [n, { name, shape }] of part.entries()) {
      if (weights.shapes.get(name)?.join() !== shape.join())
        throw new Error(`the weights have ${name} as [${weights.shapes.get(name)}], the network as [${shape}]`)
      const values = await weights.read(name)
      feeds[`v${n}`] = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    }
    session.call(`set_${k}`, feeds)
  }
}
