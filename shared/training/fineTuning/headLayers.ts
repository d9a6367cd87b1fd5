import type { Inference } from '../../model/infer'
import type { LayerId } from '../../model/network'

/**
 * The head of a network: the last layers with weights before its output, which tell the classes apart; of the auxiliary classifiers too.
 * What stands behind them (an activation) has nothing that could be taken over or frozen.
 */
export function headLayers({ specs, layers, output, auxiliary }: Inference): ReadonlySet<LayerId> {
  const head = new Set<LayerId>()
  const seen = new Set<LayerId>()
  const wait = [...(output === undefined ? [] : [output]), ...auxiliary.map(({ layer }) => layer)]
  for (let id = wait.pop(); id !== undefined; id = wait.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    if ((layers.get(id)?.weights.length ?? 0) > 0) head.add(id)
    else wait.push(...(specs.get(id)?.inputs ?? []))
  }
  return head
}
