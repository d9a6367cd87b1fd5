import { compileInference } from '../../shared/model/compileInference'
import { inferNetwork } from '../../shared/model/infer'
import { leadingTo } from '../../shared/model/leadingTo'
import type { Network } from '../../shared/model/network'
import { soundNetwork } from '../../shared/model/soundNetwork'
import { Session } from '../engine/session'
import type { WeightSource } from '../formats/weightSource'
import { weightsInto } from './weightsInto'

/** A network that answers pictures. */
export interface InferenceSession {
  /** float32 NHWC: pixels of 0 to 255 where it was opened with `scaling`, else normalized. Gives [n, classes]. */
  logits(pictures: Float32Array): Float32Array
  /** Other values for some arrays; the others have to be what they were. */
  change(weights: WeightSource, changed: ReadonlySet<string>): Promise<void>
  close(): void
}

export interface InferenceRequest {
  readonly network: Network
  readonly classes: number
  /** As `<layer id>/<weight>`; what inference does not need may be missing. */
  readonly weights: WeightSource
  readonly scaling?: { readonly scale: readonly number[]; readonly offset: readonly number[] } | undefined
}

/** Compiles a network for inference alone and gives it its weights, a few at a time. */
export async function openInference({
  network,
  classes,
  weights,
  scaling,
}: InferenceRequest): Promise<InferenceSession> {
  const inference = inferNetwork(network)
  const sound = soundNetwork(inference, classes)
  const needed = leadingTo(inference, [sound.output])
  const layers = sound.layers
    .filter(({ spec }) => needed.has(spec.id))
    .map((layer) => ({ ...layer, weights: layer.weights.filter(({ role }) => role !== 'batch-count') }))
  const program = compileInference({ ...sound, layers }, scaling)
  const session = await Session.open(program)
  try {
    await weightsInto(session, program, weights)
  } catch (error) {
    session.close()
    throw error
  }
  return {
    logits: (pictures) => session.call('logits', { pictures }).logits as Float32Array,
    change: (given, changed) => weightsInto(session, program, given, changed),
    close: () => session.close(),
  }
}
