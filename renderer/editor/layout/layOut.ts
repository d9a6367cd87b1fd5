import { layEachScope } from './layEachScope'
import { layerGraph } from './layerGraph'
import type { Layout, ScopeToLay } from './layoutRequest'
import { stackSlimRows } from './stackSlimRows'

/** The whole layout, in ranks from the top down: work for a worker. */
export const layOut = (scope: ScopeToLay): Layout =>
  layEachScope(scope, (inside) => {
    const stacked = stackSlimRows(inside)
    const { places, bends } = layerGraph(stacked.scope)
    return { places: stacked.unstack(places), bends }
  })
