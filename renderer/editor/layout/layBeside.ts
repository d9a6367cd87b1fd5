import type { NodeKey } from '../state/editorStore'
import { layEachScope } from './layEachScope'
import type { Layout, Place, ScopeToLay } from './layoutRequest'

/** What stood somewhere stays there, and what is new stands beside it: what is shown until the whole layout is there. */
export const layBeside = (scope: ScopeToLay, known: ReadonlyMap<NodeKey, Place>): Layout =>
  layEachScope(scope, () => 'beside', known)
