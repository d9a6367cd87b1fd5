import { effectiveEntries } from '../../../shared/records/dataSetEdits'
import type { DataSetFile } from '../../../shared/records/dataSetFile'
import type { Split } from '../../data/dataSet'

/** Which file is picture k of a split; data that are no files have no names. */
export interface PictureNames {
  of(split: Split, index: number): string | undefined
  find(name: string): { readonly split: Split; readonly index: number } | undefined
}

/** By the frozen version of a data set, whose order is that of its entries. */
export function pictureNames(version: DataSetFile | undefined): PictureNames {
  const lists: Record<Split, string[]> = { train: [], validation: [], test: [] }
  for (const [name, , , split] of version ? effectiveEntries(version) : []) lists[split].push(name)
  let places: Map<string, { split: Split; index: number }> | undefined
  return {
    of: (split, index) => lists[split][index],
    find(name) {
      places ??= new Map(
        (Object.keys(lists) as Split[]).flatMap((split) =>
          lists[split].map((each, index) => [each, { split, index }] as const),
        ),
      )
      return places.get(name)
    },
  }
}
