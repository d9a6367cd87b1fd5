import type { EditedDataSet } from '../../../shared/records/dataSetEdits'
import type { DataSetFile, DealingRule } from '../../../shared/records/dataSetFile'
import { dealPictures, type UsablePicture } from './dealPictures'

export interface Freezing {
  readonly source: string
  /** Sorted. */
  readonly classes: readonly string[]
  /** Every picture that can be used, in the order of the source. */
  readonly pictures: readonly UsablePicture[]
  readonly rule: DealingRule
  /** The version before: what it dealt stays as it is, and its edits go on. */
  readonly before?: DataSetFile | undefined
  readonly alike?: readonly (readonly string[])[] | undefined
}

/**
 * A version of a data set: every picture with its content and its split. Files that came since the version before are dealt out
 * beside those that stand; those that are gone leave. Only another rule (parts, seed) deals all anew.
 */
export function freezeVersion({ source, classes, pictures, rule, before, alike }: Freezing): EditedDataSet {
  const keeps = before !== undefined && JSON.stringify(before.rule) === JSON.stringify(rule)
  const dealt = keeps ? new Map(before.entries.map(([name, , , split]) => [name, split])) : undefined
  return {
    format: 'layerloom-data-set',
    version: 1,
    source,
    rule,
    classes: [...classes],
    edits: before?.edits ?? [],
    entries: dealPictures({ pictures, rule, dealt, alike }),
  }
}
