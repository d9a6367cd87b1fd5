import type { Inference } from '../../shared/model/infer'

/** What a list offers of a network: its outermost blocks, and the layers with weights that stand in none, in order. */
export function layerNames({
  order,
  layers,
  parts,
}: Inference): { readonly name: string; readonly isBlock: boolean }[] {
  const outer = parts.filter(({ parent }) => parent === undefined)
  const blockOf = new Map(outer.flatMap((part) => part.layers.map((id) => [id, part.id] as const)))
  const names = new Map<string, boolean>()
  for (const id of order) {
    if ((layers.get(id)?.weights.length ?? 0) === 0) continue
    const block = blockOf.get(id)
    names.set(block ?? id, block !== undefined)
  }
  return [...names].map(([name, isBlock]) => ({ name, isBlock }))
}
