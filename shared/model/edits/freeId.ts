import type { LayerId } from '../layerSpec'
import type { LayerGraph } from './scope'

/** Ids that a new layer of a graph may not have. */
export const takenIds = ({ layers, ports, frames }: LayerGraph): Set<string> =>
  new Set([...layers.map(({ id }) => id), ...ports, ...(frames ?? []).map(({ id }) => id)])

/** `conv2d_3` for the third layer of type `conv2d`. */
export function freeId(taken: ReadonlySet<string>, type: string): LayerId {
  const stem = type.replace(/[^A-Za-z0-9]+/g, '_').replace(/^[^A-Za-z]+/, '') || 'layer'
  for (let k = 1; ; k++) {
    const id = `${stem.slice(0, 70)}_${k}`
    if (!taken.has(id)) return id
  }
}

/** The id itself where it is free, else it with a number: `conv1`, `conv1_2`. */
export function freeVariant(taken: ReadonlySet<string>, id: LayerId): LayerId {
  if (!taken.has(id)) return id
  const stem = id.replace(/_\d+$/, '').slice(0, 70)
  for (let k = 2; ; k++) {
    const other = `${stem}_${k}`
    if (!taken.has(other)) return other
  }
}
