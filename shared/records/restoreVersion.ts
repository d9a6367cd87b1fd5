import type { DataSetEdit } from './dataSetEdit'
import { decidedEntries, type EditedDataSet, effectiveEntries } from './dataSetEdits'
import type { SplitName } from './splitName'

/**
 * The edit after which the data are what a version had: its pictures with its classes and splits, and no others. A picture is its name and its content; `gone`
 * counts those of the version that are not there any more.
 */
export function restoreVersion(
  present: EditedDataSet,
  version: EditedDataSet,
  number: number,
): { readonly edit: DataSetEdit & { readonly kind: 'restore' }; readonly gone: number } {
  const { entries, excluded } = decidedEntries(present)
  const now = new Map(entries.map((entry) => [entry[0], entry]))
  const classes = new Set(present.classes)
  const before = effectiveEntries(version)
  const there = before.filter(([name, sha256, className]) => now.get(name)?.[1] === sha256 && classes.has(className))
  const wanted = new Set(there.map(([name]) => name))
  const labels = new Map<string, string[]>()
  const moves = new Map<SplitName, string[]>()
  for (const [name, , className, split] of there) {
    const [, , classNow, splitNow] = now.get(name) ?? []
    if (classNow !== className) add(labels, className, name)
    if (splitNow !== split) add(moves, split, name)
  }
  return {
    gone: before.length - there.length,
    edit: {
      kind: 'restore',
      by: 'person',
      number,
      back: [...wanted].filter((name) => excluded.has(name)),
      out: entries.flatMap(([name]) => (wanted.has(name) || excluded.has(name) ? [] : [name])),
      labels: [...labels].map(([className, names]) => ({ className, names })),
      moves: [...moves].map(([split, names]) => ({ split, names })),
    },
  }
}

function add<Key>(to: Map<Key, string[]>, key: Key, name: string): void {
  const names = to.get(key)
  if (names) names.push(name)
  else to.set(key, [name])
}
