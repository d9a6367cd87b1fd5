import { type Fetched, Session } from '../main/engine/session'
import type { Graph, Tensor } from '../shared/graph/graph'
import { group } from '../shared/graph/ops/array'

/** The values of some tensors of a graph without variables and feeds, by name. */
export async function runGraph<K extends string>(
  graph: Graph,
  outputs: Readonly<Record<K, Tensor>>,
): Promise<Record<K, Fetched>> {
  const session = await Session.open({
    graph,
    initialize: group(graph, [], 'initialize'),
    variables: [],
    signatures: { run: { inputs: {}, outputs } },
  })
  try {
    return session.call('run') as Record<K, Fetched>
  } finally {
    session.close()
  }
}

/** A fetched scalar or array as an array. */
export const asArray = (value: Fetched): ArrayLike<number> => (typeof value === 'number' ? [value] : value)
