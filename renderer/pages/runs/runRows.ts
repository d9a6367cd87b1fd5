import type { RunSummary } from '../../../shared/contract/studio/runs'

export type SortKey = 'name' | 'state' | 'accuracy' | 'loss' | 'test' | 'epochs' | 'begun' | 'bytes'
export interface Sort {
  readonly key: SortKey
  readonly isDown: boolean
}

export interface RowsWish {
  readonly runs: readonly RunSummary[]
  /** In the name, id, tags, note and state's word. */
  readonly search: string
  /** Only those with this tag; '' for all. */
  readonly tag: string
  readonly sort: Sort
  readonly bytes: ReadonlyMap<string, number>
  nameOf(run: RunSummary): string
}

/** The runs to list, in order. What has no value comes last whichever way it is sorted; of two that are alike the newer comes first. */
export function runRows({ runs, search, tag, sort, bytes, nameOf }: RowsWish): RunSummary[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const found = runs.filter((summary) => {
    const { run, labels, state } = summary
    if (tag !== '' && !labels.tags.includes(tag)) return false
    const text = [nameOf(summary), run, labels.note, state, ...labels.tags].join(' ').toLocaleLowerCase()
    return words.every((word) => text.includes(word))
  })
  const value = valueFor(sort.key, bytes, nameOf)
  return found
    .map((summary) => ({ summary, value: value(summary) }))
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined)
        return Number(a.value === undefined) - Number(b.value === undefined) || newer(a.summary, b.summary)
      const order =
        typeof a.value === 'string' && typeof b.value === 'string'
          ? a.value.localeCompare(b.value)
          : Number(a.value) - Number(b.value)
      return (sort.isDown ? -order : order) || newer(a.summary, b.summary)
    })
    .map(({ summary }) => summary)
}

const newer = (a: RunSummary, b: RunSummary): number => b.createdAt.localeCompare(a.createdAt)

function valueFor(key: SortKey, bytes: ReadonlyMap<string, number>, nameOf: RowsWish['nameOf']) {
  const values: { readonly [K in SortKey]: (run: RunSummary) => string | number | undefined } = {
    name: nameOf,
    state: ({ state }) => state,
    accuracy: ({ validation, train }) => (validation ?? train)?.top1 ?? undefined,
    loss: ({ validation, train }) => (validation ?? train)?.loss ?? undefined,
    test: ({ test }) => test?.top1 ?? undefined,
    epochs: ({ epoch }) => epoch,
    begun: ({ createdAt }) => createdAt || undefined,
    bytes: ({ run }) => bytes.get(run),
  }
  return values[key]
}

/** Every tag that a run has, in order. */
export const tagsOf = (runs: readonly RunSummary[]): string[] =>
  [...new Set(runs.flatMap(({ labels }) => labels.tags))].sort((a, b) => a.localeCompare(b))
