import type { Difference, LayerComparison, NetworkComparison } from '../../shared/inspection/compareNetworks'
import type { LayerInspection } from '../../shared/inspection/inspectNetwork'

/** Layers of one network that stand together: a layer, or those that come from one block, with what they sum up to. */
export interface DiffCard {
  /** Of the layer, or of the block at the top of its network. */
  readonly id: string
  /** How many layers it stands for. */
  readonly layers: number
  /** Of its first layer, for its sign and word. */
  readonly type: string
  readonly parameters: number
  readonly macs: number
  readonly outputShape: readonly number[] | undefined
}

/** A pair that both have, and in what it differs. */
export interface ChangedCard {
  readonly a: DiffCard
  readonly b: DiffCard
  readonly differences: readonly Difference[]
}

/** A stretch of the two networks side by side, from input to output. */
export type DiffSegment =
  /** Alike in both: only named by how many and where it begins and ends. */
  | { readonly kind: 'same'; readonly first: DiffCard; readonly last: DiffCard; readonly layers: number }
  /** `follow`: layers that change only in size, because something before them did. */
  | { readonly kind: 'changed'; readonly cards: readonly ChangedCard[]; readonly follow: number }
  /** Only in one of them, or another thing in each. */
  | { readonly kind: 'apart'; readonly a: readonly DiffCard[]; readonly b: readonly DiffCard[] }

/** The block at the top of its network that a layer comes from, or the layer itself. */
const topOf = (id: string): string => id.split('.')[0] as string

/** What differs between two networks, in their order; what is alike is folded. */
export function diffSegments({ layers }: NetworkComparison): readonly DiffSegment[] {
  const segments: DiffSegment[] = []
  for (let k = 0; k < layers.length; ) {
    const kind = kindOf(layers[k] as LayerComparison)
    let end = k
    while (end < layers.length && kindOf(layers[end] as LayerComparison) === kind) end++
    const stretch = layers.slice(k, end)
    k = end
    if (kind === 'same') {
      const all = cardsOf(stretch.flatMap(({ a }) => a ?? []))
      const [first, last] = [all[0], all.at(-1)]
      if (first && last) segments.push({ kind, first, last, layers: stretch.length })
    } else if (kind === 'changed') {
      const all = changedCards(stretch)
      const cards = all.filter((card) => !onlyFollows(card))
      segments.push({ kind, cards, follow: all.length - cards.length })
    } else
      segments.push({
        kind,
        a: cardsOf(stretch.flatMap(({ change, a }) => (change === 'removed' && a ? [a] : []))),
        b: cardsOf(stretch.flatMap(({ change, b }) => (change === 'added' && b ? [b] : []))),
      })
  }
  return segments
}

/** Nothing was set differently and nothing more is learned: it is another size, for its input is. */
const onlyFollows = ({ a, b, differences }: ChangedCard): boolean =>
  a.parameters === b.parameters && !differences.some(({ what }) => what.startsWith('config.'))

const kindOf = ({ change }: LayerComparison): DiffSegment['kind'] =>
  change === 'added' || change === 'removed' ? 'apart' : change

/** Neighbours of one block are one card. */
function cardsOf(layers: readonly LayerInspection[]): DiffCard[] {
  const cards: DiffCard[] = []
  for (const layer of layers) {
    const id = topOf(layer.id)
    const before = cards.at(-1)
    if (before?.id === id) cards[cards.length - 1] = joined(before, layer)
    else cards.push(cardOf(layer, id))
  }
  return cards
}

const cardOf = ({ type, parameters, macs, outputShape }: LayerInspection, id: string): DiffCard => ({
  id,
  layers: 1,
  type,
  parameters,
  macs,
  outputShape,
})

const joined = (card: DiffCard, { parameters, macs, outputShape }: LayerInspection): DiffCard => ({
  ...card,
  layers: card.layers + 1,
  parameters: card.parameters + parameters,
  macs: card.macs + macs,
  outputShape,
})

function changedCards(stretch: readonly LayerComparison[]): ChangedCard[] {
  const cards: ChangedCard[] = []
  for (const { a, b, differences } of stretch) {
    if (!a || !b) continue
    const [left, right] = [topOf(a.id), topOf(b.id)]
    const before = cards.at(-1)
    if (before?.a.id === left && before.b.id === right) {
      // The settings of a block's first changed layer speak for the others; sums count all.
      cards[cards.length - 1] = { ...before, a: joined(before.a, a), b: joined(before.b, b) }
    } else cards.push({ a: cardOf(a, left), b: cardOf(b, right), differences })
  }
  return cards
}

/** What the second network has more and less than the first, in parameters: of what stands apart, and of what was changed. */
export function parameterChange(segments: readonly DiffSegment[]): {
  readonly added: number
  readonly removed: number
  readonly changed: number
} {
  const sum = (cards: readonly DiffCard[]) => cards.reduce((total, { parameters }) => total + parameters, 0)
  let [added, removed, changed] = [0, 0, 0]
  for (const segment of segments) {
    if (segment.kind === 'apart') {
      added += sum(segment.b)
      removed += sum(segment.a)
    }
    if (segment.kind === 'changed') for (const { a, b } of segment.cards) changed += b.parameters - a.parameters
  }
  return { added, removed, changed }
}
