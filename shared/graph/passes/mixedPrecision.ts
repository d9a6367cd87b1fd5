import type { DType } from '../dtype'
import { isFloating } from '../dtype'
import type { Graph, Tensor } from '../graph'
import { cast } from '../ops/array'
import { type Rewritten, rewrite } from './rewrite'

/**
 * Mixed precision: convolutions and matrix products run in `low`, and so does what lies between them (activations, pools, a batch
 * norm's data); weights, batch-norm statistics and losses stay float32 (Micikevicius et al. 2018; bfloat16 needs no
 * loss scaling). Each op says which of the three it is (`precision` in the op table).
 *
 * To run on a forward graph, before `differentiate`: the gradients of the casts then bring the weights' gradients back to float32.
 */
export function mixedPrecision(graph: Graph, low: DType = 'bfloat16'): Rewritten {
  const casts = new Map<Tensor, Map<DType, Tensor>>()
  const as = (to: Graph, x: Tensor, dtype: DType): Tensor => {
    if (!isFloating(x.dtype) || x.dtype === dtype) return x
    const known = casts.get(x)?.get(dtype)
    if (known) return known
    const made = cast(to, x, dtype)
    const list = casts.get(x) ?? new Map<DType, Tensor>()
    casts.set(x, list.set(dtype, made))
    return made
  }
  return rewrite(graph, (to, { op }, inputs, copy) => {
    const kept = (k: number) => op.keepInputs?.includes(k) ?? false
    const isLow =
      op.precision === 'compute' ||
      (op.precision === 'follow' && inputs.some(({ dtype }, k) => dtype === low && !kept(k)))
    return copy(inputs.map((x, k) => as(to, x, isLow && !kept(k) ? low : 'float32')))
  })
}
