import type { StartReport } from '../../shared/records/startFrom'

type Fresh = StartReport['fresh'][number]

/** Arrays of a report by layer, as many as there are and why: one line a layer reads faster than one an array. */
export interface FreshLayer {
  readonly layer: string
  readonly arrays: number
  readonly reason: Fresh['reason']
  /** Of `other-shape`: what was found. */
  readonly found?: readonly number[]
}

/** What begins anew, layer by layer. Of several reasons the one of the first array is told. */
export function freshLayers(fresh: readonly Fresh[]): FreshLayer[] {
  const layers = new Map<string, FreshLayer>()
  for (const { name, reason, found } of fresh) {
    const layer = name.slice(0, name.lastIndexOf('/'))
    const before = layers.get(layer)
    const shape = before?.found ?? found
    layers.set(layer, {
      layer,
      arrays: (before?.arrays ?? 0) + 1,
      reason: before?.reason ?? reason,
      ...(shape && { found: shape }),
    })
  }
  return [...layers.values()]
}
