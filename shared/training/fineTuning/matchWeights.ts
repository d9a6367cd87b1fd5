import type { LayerId } from '../../model/network'
import type { TensorMap } from '../../tensorData'

/** An array of the network that is to be filled, as it stands in the graph. */
export interface WantedWeight {
  readonly layer: LayerId
  /** `<layer>/<weight>`. */
  readonly name: string
  readonly shape: readonly number[]
}

/** Why an array begins anew. */
export type FreshReason = 'absent' | 'other-shape' | 'new-head'

export interface FreshWeight {
  readonly name: string
  readonly reason: FreshReason
  /** Of `other-shape`: what was found. */
  readonly found?: readonly number[]
}

/** What was taken of foreign weights, what began anew, and what was left. All by name. */
export interface WeightMatch {
  readonly taken: readonly string[]
  readonly fresh: readonly FreshWeight[]
  readonly unused: readonly string[]
}

/**
 * Matches weights with a network by name and shape. `newHead`: its layers begin anew whatever is found, because the classes are others. A
 * layer is taken whole or not at all: half of one (a kernel without its bias) would be neither.
 */
export function matchWeights(
  wanted: readonly WantedWeight[],
  found: TensorMap,
  newHead: ReadonlySet<LayerId>,
): WeightMatch {
  const faults = new Map<string, FreshWeight>()
  for (const { layer, name, shape } of wanted) {
    const tensor = found.get(name)
    if (newHead.has(layer)) faults.set(name, { name, reason: 'new-head' })
    else if (!tensor) faults.set(name, { name, reason: 'absent' })
    else if (tensor.dtype !== 'float32' || tensor.shape.join() !== shape.join())
      faults.set(name, { name, reason: 'other-shape', found: tensor.shape })
  }
  const broken = new Map(
    wanted.flatMap(({ layer, name }) => (faults.has(name) ? [[layer, faults.get(name)]] : [])) as [
      LayerId,
      FreshWeight,
    ][],
  )
  const taken: string[] = []
  const fresh: FreshWeight[] = []
  for (const { layer, name } of wanted) {
    const fault = faults.get(name) ?? (broken.has(layer) && { name, reason: (broken.get(layer) as FreshWeight).reason })
    if (fault) fresh.push(fault)
    else taken.push(name)
  }
  const used = new Set(taken)
  return { taken, fresh, unused: [...found.keys()].filter((name) => !used.has(name)) }
}
