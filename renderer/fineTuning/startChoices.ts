import type { StartSource } from '../../shared/contract/studio/transfer'
import { runName } from '../runs/runName'

export interface StartChoice {
  /** A place; '' for weights that are drawn. */
  readonly value: string
  readonly label: string
  readonly aside?: string
}

/** What a run can begin with: drawn weights, runs, and whatever else is set now. */
export function startChoices(
  sources: readonly StartSource[],
  place: string | undefined,
  words: { readonly drawn: string; readonly language: string },
): StartChoice[] {
  const runs = sources.map((source): StartChoice => {
    const name = runName(
      { run: source.run, labels: { name: source.name, note: '', tags: [] }, createdAt: source.createdAt },
      words.language,
    )
    return {
      value: source.place,
      label: source.isOwn ? name : `${source.projectName} · ${name}`,
      ...(source.network !== undefined && { aside: source.network }),
    }
  })
  const isListed = place === undefined || runs.some(({ value }) => value === place)
  return [{ value: '', label: words.drawn }, ...(isListed ? [] : [{ value: place, label: place }]), ...runs]
}
