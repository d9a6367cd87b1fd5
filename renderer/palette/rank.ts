import { type LitRange, match } from './match'
import { type PaletteItem, type PaletteKind, paletteKinds } from './sources'

export interface Hit {
  readonly item: PaletteItem
  readonly label: readonly LitRange[]
  readonly about: readonly LitRange[]
}

export interface HitGroup {
  readonly kind: PaletteKind
  readonly items: readonly Hit[]
  /** With those that are left out. */
  readonly count: number
}

/** Lines of one kind where all kinds are shown. */
const mostOfKind = 6

/** What fits, by kind, the best first; the kind with the best hit leads. `only`: all of one kind. */
export function rank(items: readonly PaletteItem[], query: string, only: PaletteKind | undefined): HitGroup[] {
  const hits = items.flatMap((item) => {
    const label = match(query, item.label)
    const about = item.about ? match(query, item.about) : undefined
    const words = item.words ? match(query, item.words) : undefined
    // Where the words lie spread over both: `batch train`.
    const both = match(query, `${item.label} ${item.about ?? ''} ${item.words ?? ''}`)
    const score = Math.max(label.score, (about?.score ?? 0) * 0.5, (words?.score ?? 0) * 0.6, both.score * 0.4)
    if (score === 0) return []
    const hit: Hit = { item, label: label.ranges, about: about?.ranges ?? [] }
    return [{ hit, score: score * (item.weight ?? 1) }]
  })
  const groups = paletteKinds.flatMap((kind) => {
    if (only && kind !== only) return []
    const ofKind = hits.filter(({ hit }) => hit.item.kind === kind).sort((a, b) => b.score - a.score)
    const [best] = ofKind
    if (!best) return []
    const shown = only ? ofKind : ofKind.slice(0, mostOfKind)
    return [{ group: { kind, items: shown.map(({ hit }) => hit), count: ofKind.length }, best: best.score }]
  })
  if (query.trim() !== '') groups.sort((a, b) => b.best - a.best)
  return groups.map(({ group }) => group)
}
