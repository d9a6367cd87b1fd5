import type { DataSetEdit } from '../../../shared/records/dataSetEdit'
import { type EditedDataSet, effectiveEntries } from '../../../shared/records/dataSetEdits'
import type { Finding } from '../../../shared/records/scanReport'
import type { SplitName } from '../../../shared/records/splitName'

/** What mends a finding: one edit, so that it is undone by one. */
export function editsFor({ kind, repair, paths, groups }: Finding, file: EditedDataSet): DataSetEdit[] {
  const common = { by: 'repair', reason: kind } as const
  switch (repair) {
    case undefined:
      return []
    case 'exclude':
      return [{ kind: 'exclude', ...common, names: paths ?? groups?.flat() ?? [] }]
    case 'keep-one':
      return [{ kind: 'keep-one', ...common, groups: groups ?? [] }]
    case 'one-split': {
      const moves = [...movesOf(groups ?? [], file)].map(([split, names]) => ({ split, names }))
      const [first] = moves
      return first && moves.length === 1
        ? [{ kind: 'move', ...common, ...first }]
        : [{ kind: 'move-each', ...common, moves }]
    }
  }
}

/**
 * Where the pictures of each group go: to train where one of them is there, else to validation. So what a network has learned from is
 * never asked again, and the test split gets nothing that was looked at before.
 */
function movesOf(groups: readonly (readonly string[])[], file: EditedDataSet): Map<SplitName, string[]> {
  const splits = new Map(effectiveEntries(file).map(([name, , , split]) => [name, split]))
  const moves = new Map<SplitName, string[]>()
  for (const group of groups) {
    const goal = group.some((name) => splits.get(name) === 'train') ? 'train' : 'validation'
    const names = group.filter((name) => splits.get(name) !== goal)
    const known = moves.get(goal)
    if (known) known.push(...names)
    else moves.set(goal, names)
  }
  return moves
}
