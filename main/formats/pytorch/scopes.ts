import type { ExportLayer, ExportModel, ExportPart } from '../exportModel'

/** What becomes a class or a row of modules: the network, or a block with one way in and one way out. */
export interface Scope {
  /** In front of its layers' ids; '' for the network. */
  readonly id: string
  readonly block: string
  readonly title: string | undefined
  readonly items: readonly Item[]
  /** The layer outside that it reads, and the layer inside that is read. */
  readonly input: string
  readonly output: string
}

export type Item =
  | { readonly kind: 'layer'; readonly layer: ExportLayer }
  | { readonly kind: 'scope'; readonly scope: Scope }

export const outputOf = (item: Item): string => (item.kind === 'layer' ? item.layer.id : item.scope.output)
export const inputsOf = (item: Item): readonly string[] =>
  item.kind === 'layer' ? item.layer.inputs : [item.scope.input]

interface Candidate {
  readonly part: ExportPart
  readonly members: ReadonlySet<string>
  readonly input: string
  readonly output: string
}

/** The network as a tree of blocks. A block whose layers hang together in another way than its outline is left open. */
export function scopesOf(model: Pick<ExportModel, 'layers' | 'parts' | 'input' | 'output'>): Scope {
  const candidates = model.parts.flatMap((part) => candidate(model, part) ?? [])
  const inside = (ids: ReadonlySet<string>, outer: ReadonlySet<string>) => [...ids].every((id) => outer.has(id))
  const root: Candidate = {
    part: { id: '', block: 'network', layers: [], output: model.output },
    members: new Set(model.layers.map(({ id }) => id)),
    input: model.input,
    output: model.output,
  }
  const build = ({ part, members, input, output }: Candidate, available: readonly Candidate[]): Scope => {
    // Outer before inner: what lies in one already chosen is that one's.
    const children: Candidate[] = []
    for (const one of available)
      if (inside(one.members, members) && !children.some((outer) => inside(one.members, outer.members)))
        children.push(one)
    const items: Item[] = []
    const begun = new Set<Candidate>()
    for (const layer of model.layers) {
      if (!members.has(layer.id) || layer.type === 'input') continue
      const child = children.find((one) => one.members.has(layer.id))
      if (!child) items.push({ kind: 'layer', layer })
      else if (!begun.has(child)) {
        begun.add(child)
        const below = available.filter((one) => one !== child && one.members.size < child.members.size)
        items.push({ kind: 'scope', scope: build(child, below) })
      }
    }
    const [only, ...others] = items
    if (part.id !== '' && only?.kind === 'scope' && others.length === 0) return { ...only.scope, id: part.id }
    return { id: part.id, block: part.block, title: part.title, items, input, output }
  }
  return build(root, candidates)
}

function candidate(
  { layers, output }: Pick<ExportModel, 'layers' | 'output'>,
  part: ExportPart,
): Candidate | undefined {
  const named = new Set(part.layers)
  const own = layers.filter(({ id }) => named.has(id))
  const members = new Set(own.map(({ id }) => id))
  if (members.size < 2) return undefined
  const read = new Set(own.flatMap(({ inputs }) => inputs.filter((id) => !members.has(id))))
  const given = new Set(
    layers.flatMap(({ id, inputs }) => (members.has(id) ? [] : inputs.filter((source) => members.has(source)))),
  )
  if (members.has(output)) given.add(output)
  const [[input], [end]] = [[...read], [...given]]
  if (read.size !== 1 || given.size !== 1 || input === undefined || end === undefined) return undefined
  return { part, members, input, output: end }
}
