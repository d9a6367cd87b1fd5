import type { ExportModel } from '../../main/formats/exportModel'
import { exportNetwork, type TrainedNetwork } from '../../main/formats/exportNetwork'
import { weightsInMemory } from '../../main/formats/weightSource'
import type { Network } from '../../shared/model/network'
import { type EncodedMessage, piecesOf } from '../../shared/protobuf'
import type { TensorMap } from '../../shared/tensorData'
import { someCard } from './someCard'

export const preprocessing: TrainedNetwork['preprocessing'] = {
  normalization: { kind: '0-1' },
  resize: 'stretch',
  background: [255, 255, 255],
}

/** A network with weights, as an export begins with it. */
export const exported = (network: Network, classes: number, weights: TensorMap): ExportModel =>
  exportNetwork({
    name: network.name ?? 'network',
    network,
    classes: Array.from({ length: classes }, (_, k) => `class ${k}`),
    preprocessing,
    weights: weightsInMemory(weights),
    card: someCard,
  })

export async function bytesOf(encoded: EncodedMessage): Promise<Uint8Array> {
  const bytes = new Uint8Array(encoded.bytes)
  let at = 0
  for await (const piece of piecesOf(encoded)) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

export function largestDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  let most = 0
  for (let k = 0; k < a.length; k++) {
    const away = Math.abs((a[k] as number) - (b[k] as number))
    if (!(away <= most)) most = away
  }
  return most
}
