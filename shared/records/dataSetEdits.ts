import { nearest } from '../nearest'
import { Problem } from '../problem'
import { type DataSetEdit, excludedBy, includedBy, labelsOf, movesOf, namesOf } from './dataSetEdit'
import type { DataSetEntry, DataSetFile } from './dataSetFile'

/** A data set file without the hash of the state before: whoever writes it adds that of the new one. */
export type EditedDataSet = Omit<DataSetFile, 'hash'>

/**
 * The file with one more edit. Throws a Problem where it names pictures or a class that the data set does not have, or would
 * change nothing.
 */
export function applyEdit(file: EditedDataSet, edit: DataSetEdit): EditedDataSet {
  const known = new Set(file.entries.map(([name]) => name))
  const names = namesOf(edit)
  const unknown = names.find((name) => !known.has(name))
  if (unknown !== undefined) throw noSuchPicture(unknown, [...known])
  const unknownClass = labelsOf(edit).find(({ className }) => !file.classes.includes(className))
  if (unknownClass) throw noSuchClass(unknownClass.className, file.classes)
  const edited = { ...withoutHash(file), edits: [...file.edits, edit] }
  if (isSame(effectiveEntries(file), effectiveEntries(edited)))
    throw new Problem({
      code: 'edit-without-effect',
      message: `the data set already is as this edit would have it (${edit.kind}, ${names.length} ${names.length === 1 ? 'picture' : 'pictures'})`,
      remedy: 'nothing needs to be done',
    })
  return edited
}

/** The file without its last edit, and that edit. Throws a Problem where there is none. */
export function undoEdit(file: EditedDataSet): { readonly file: EditedDataSet; readonly undone: DataSetEdit } {
  const undone = file.edits[file.edits.length - 1]
  if (!undone)
    throw new Problem({
      code: 'nothing-to-undo',
      message: 'the data set has no edits',
      remedy: 'there is nothing to undo',
    })
  return { file: { ...withoutHash(file), edits: file.edits.slice(0, -1) }, undone }
}

/**
 * What is used: the entries after all edits, in their order, excluded ones left out. A later edit counts over an earlier one; what
 * an edit says of pictures or classes that are there no more is passed over.
 */
export function effectiveEntries(file: EditedDataSet): DataSetEntry[] {
  if (file.edits.length === 0) return [...file.entries]
  const { entries, excluded } = decidedEntries(file)
  return entries.filter(([name]) => !excluded.has(name))
}

/** Every entry with the class and split that edits give it, and which of them are left out: those would have both if they were taken in again. */
export function decidedEntries({ entries, edits, classes }: EditedDataSet): {
  readonly entries: readonly DataSetEntry[]
  readonly excluded: ReadonlySet<string>
} {
  const excluded = new Set<string>()
  const labels = new Map<string, string>()
  const moved = new Map<string, DataSetEntry[3]>()
  for (const edit of edits) {
    for (const name of excludedBy(edit)) excluded.add(name)
    for (const name of includedBy(edit)) excluded.delete(name)
    for (const { className, names } of labelsOf(edit))
      if (classes.includes(className)) for (const name of names) labels.set(name, className)
    for (const { split, names } of movesOf(edit)) for (const name of names) moved.set(name, split)
  }
  return {
    entries: entries.map(([name, sha256, className, split]) => [
      name,
      sha256,
      labels.get(name) ?? className,
      moved.get(name) ?? split,
    ]),
    excluded,
  }
}

const withoutHash = <T extends EditedDataSet>(file: T): EditedDataSet => {
  const { hash: _hash, ...rest } = file as T & { hash?: string }
  return rest
}

const isSame = (before: readonly DataSetEntry[], after: readonly DataSetEntry[]): boolean =>
  before.length === after.length && before.every((entry, k) => entry.join('\n') === after[k]?.join('\n'))

function noSuchPicture(name: string, known: readonly string[]): Problem {
  const near = known.length <= 10_000 ? nearest(name, known) : undefined
  return new Problem({
    code: 'no-such-picture',
    message: `the data set has no picture ${name}`,
    remedy: near ? `did you mean ${near}?` : 'name it as dataset.json does',
  })
}

const noSuchClass = (name: string, classes: readonly string[]): Problem => {
  const near = nearest(name, classes)
  return new Problem({
    code: 'no-such-class',
    message: `the data set has no class ${name}`,
    remedy: near ? `did you mean ${near}?` : `it has ${classes.slice(0, 10).join(', ')}`,
  })
}
