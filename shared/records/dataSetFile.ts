import { z } from 'zod'
import { DataSetEdit } from './dataSetEdit'
import { Sha256 } from './job'
import { defineRecord } from './record'
import { SplitName } from './splitName'

/** How pictures are dealt out that their source has not put into a split itself. */
export const DealingRule = z.strictObject({
  /** Part of the pictures, 0 to 0.9. */
  validation: z.number().min(0).max(0.9),
  test: z.number().min(0).max(0.9),
  seed: z.int().nonnegative(),
  /** Each class on its own, so that every split has the same mixture of them. */
  stratified: z.boolean(),
  /** Pictures of one burst (`IMG_0012_1.jpg`, `IMG_0012_2.jpg` in one folder) fall together. */
  bursts: z.boolean(),
})
export type DealingRule = z.infer<typeof DealingRule>

/**
 * A picture of a data set: name inside the source, sha256 of the file, class, split. An array and not an object, for a hundred
 * thousand of them stand in a file, a line each.
 */
export const DataSetEntry = z.tuple([z.string().min(1), Sha256, z.string(), SplitName])
export type DataSetEntry = z.infer<typeof DataSetEntry>

/**
 * `dataset.json` in a project's folder, and a copy in each run's: one frozen version of a data set. `entries` is what the source
 * held, as it was dealt out; `edits` are what was decided since, each undone by dropping it. The files themselves are never touched.
 */
export const DataSetFile = z
  .strictObject({
    format: z.literal('layerloom-data-set'),
    version: z.literal(1),
    /** As the person named it. */
    source: z.string().min(1),
    rule: DealingRule,
    /** Sorted; the position is the label. */
    classes: z.array(z.string().min(1)).min(1),
    edits: z.array(DataSetEdit),
    /**
     * sha256 of what is in effect: names, contents, classes and splits after the edits. Without it, whatever stands in the file is
     * taken; with it, a change by hand is noticed.
     */
    hash: Sha256.optional(),
    /** In the order of the source: sorted by name, each once. */
    entries: z.array(DataSetEntry),
  })
  .check(({ value, issues }) => {
    const classes = new Set(value.classes)
    const names = new Set<string>()
    for (const [k, [name, , className]] of value.entries.entries()) {
      const wrong = names.has(name)
        ? `${name} stands twice`
        : !classes.has(className)
          ? `${name} is of a class that "classes" does not have`
          : undefined
      names.add(name)
      if (wrong === undefined) continue
      issues.push({ code: 'custom', message: wrong, path: ['entries', k], input: value.entries[k] })
      return
    }
  })
export type DataSetFile = z.infer<typeof DataSetFile>

export const dataSetRecord = defineRecord<DataSetFile>({
  format: 'layerloom-data-set',
  file: 'dataset.json',
  version: 1,
  schema: DataSetFile,
  migrations: [],
})

/** Its text, a line for each entry and each edit, so that a change of one picture is a change of one line. */
export function formatDataSetFile(file: DataSetFile): string {
  const { edits, entries, ...head } = dataSetRecord.schema.parse(file)
  const text = JSON.stringify(head, undefined, 2)
  return `${text.slice(0, -2)},\n  "edits": ${lines(edits)},\n  "entries": ${lines(entries)}\n}\n`
}

const lines = (items: readonly unknown[]): string =>
  items.length === 0 ? '[]' : `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`
