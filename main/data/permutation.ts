import { RandomStream, type StreamKey } from './randomStream'

/** The numbers 0 to count - 1 in an order that follows from the key alone (Fisher and Yates, from the end). */
export function permutation(count: number, key: StreamKey): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i)
  const random = new RandomStream(key)
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const kept = order[i] as number
    order[i] = order[j] as number
    order[j] = kept
  }
  return order
}
